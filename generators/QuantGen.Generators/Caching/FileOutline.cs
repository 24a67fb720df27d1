using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.Generators.Caching;

/// <summary>What syntax alone says of the annotations in a file: its types that have attributes, and its aliases. Made once for a file.</summary>
internal sealed class FileOutline
{
    private const string Annotation = "Quantize";
    private const string Export = "Export";
    private const string Escape = "\\u";

    private static readonly ConditionalWeakTable<SyntaxTree, FileOutline> s_files = new();

    private readonly Lazy<(ImmutableArray<AttributedType> Types, ImmutableArray<UsingDirectiveSyntax> Aliases)> _content;

    private FileOutline(SyntaxTree file)
    {
        // What ToString gives is no copy, unless the text was put together from edits.
        var text = file.GetText().ToString();
        MayAnnotate = text.IndexOf(Annotation, StringComparison.Ordinal) >= 0
            || text.IndexOf(Export, StringComparison.Ordinal) >= 0
            || text.IndexOf(Escape, StringComparison.OrdinalIgnoreCase) >= 0;
        _content = new(() => Read(file), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Whether an annotation's name may stand in the file; where it does not, only an alias from another file can stand for it.</summary>
    public bool MayAnnotate { get; }

    /// <summary>The types with attributes, in the order of the text.</summary>
    public ImmutableArray<AttributedType> Types => _content.Value.Types;

    /// <summary>The directives that give a name to something.</summary>
    public ImmutableArray<UsingDirectiveSyntax> Aliases => _content.Value.Aliases;

    /// <summary>The outline of a file.</summary>
    public static FileOutline Of(SyntaxTree file) => s_files.GetValue(file, static file => new FileOutline(file));

    private static (ImmutableArray<AttributedType> Types, ImmutableArray<UsingDirectiveSyntax> Aliases) Read(SyntaxTree file)
    {
        var types = ImmutableArray.CreateBuilder<AttributedType>();
        var aliases = ImmutableArray.CreateBuilder<UsingDirectiveSyntax>();
        if (file.GetRoot() is CompilationUnitSyntax root)
        {
            Add(root.Usings, aliases);
            Add(root.Members, types, aliases);
        }

        return (types.ToImmutable(), aliases.ToImmutable());
    }

    private static void Add(
        SyntaxList<MemberDeclarationSyntax> members, ImmutableArray<AttributedType>.Builder types, ImmutableArray<UsingDirectiveSyntax>.Builder aliases)
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

    private static void Add(SyntaxList<UsingDirectiveSyntax> usings, ImmutableArray<UsingDirectiveSyntax>.Builder aliases)
    {
        foreach (var directive in usings)
        {
            if (directive.Alias is not null)
                aliases.Add(directive);
        }
    }
}
