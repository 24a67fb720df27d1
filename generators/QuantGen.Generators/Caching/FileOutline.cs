using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.Generators.Caching;

/// <summary>What syntax alone says of the annotations in a file: its types that have attributes, its aliases, and what it declares.</summary>
internal sealed class FileOutline
{
    private const string Annotation = "Quantize";
    private const string Export = "Export";
    private const string Escape = "\\u";

    // Whoever comes first makes them; two at once make the same.
    private readonly SyntaxTree _file;
    private Content? _content;
    private StrongBox<ulong>? _declarations;

    /// <summary>Looks whether a file is worth reading.</summary>
    public FileOutline(SyntaxTree file)
    {
        _file = file;

        // What ToString gives is no copy, unless the text was put together from edits.
        var text = file.GetText().ToString();
        MayAnnotate = text.IndexOf(Annotation, StringComparison.Ordinal) >= 0
            || text.IndexOf(Export, StringComparison.Ordinal) >= 0
            || text.IndexOf(Escape, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>Whether an annotation's name may stand in the file; where it does not, only an alias from another file can stand for it.</summary>
    public bool MayAnnotate { get; }

    /// <summary>The types with attributes, in the order of the text.</summary>
    public ImmutableArray<AttributedType> Types => (_content ??= Read(_file)).Types;

    /// <summary>The directives that give a name to something.</summary>
    public ImmutableArray<UsingDirectiveSyntax> Aliases => (_content ??= Read(_file)).Aliases;

    /// <summary>The hash of what the file declares.</summary>
    public ulong Declarations => (_declarations ??= new StrongBox<ulong>(DeclarationHash.Of(_file))).Value;

    private static Content Read(SyntaxTree file)
    {
        var types = new List<AttributedType>(1);
        var aliases = new List<UsingDirectiveSyntax>();
        if (file.GetRoot() is CompilationUnitSyntax root)
        {
            Add(root.Usings, aliases);
            Add(root.Members, types, aliases);
        }

        return new Content([.. types], [.. aliases]);
    }

    private static void Add(
        SyntaxList<MemberDeclarationSyntax> members, List<AttributedType> types, List<UsingDirectiveSyntax> aliases)
    {
        foreach (var member in members)
        {
            if (member is TypeDeclarationSyntax type)
            {
                if (type.AttributeLists.Count > 0)
                    types.Add(new AttributedType(type));
                Add(type.Members, types, aliases);
            }
            else if (member is BaseNamespaceDeclarationSyntax space)
            {
                Add(space.Usings, aliases);
                Add(space.Members, types, aliases);
            }
        }
    }

    private static void Add(SyntaxList<UsingDirectiveSyntax> usings, List<UsingDirectiveSyntax> aliases)
    {
        foreach (var directive in usings)
        {
            if (directive.Alias is not null)
                aliases.Add(directive);
        }
    }

    private sealed record Content(ImmutableArray<AttributedType> Types, ImmutableArray<UsingDirectiveSyntax> Aliases);
}
