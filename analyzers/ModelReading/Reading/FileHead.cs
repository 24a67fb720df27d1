using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Reading;

/// <summary>What the head of a file says for all others: global using directives, and annotations of the assembly.</summary>
internal sealed class FileHead
{
    /// <summary>Reads the head of a file.</summary>
    public FileHead(SyntaxTree file)
    {
        if (file.GetRoot() is not CompilationUnitSyntax root)
            return;

        var globals = ImmutableArray.CreateBuilder<UsingDirectiveSyntax>();
        foreach (var directive in root.Usings)
        {
            // An alias, which may be global, hides an attribute's name.
            if (directive is { Alias: not null, NamespaceOrType: var target })
                Note(target);
            if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                globals.Add(directive);
        }

        foreach (var list in root.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
                Note(attribute.Name);
        }

        GlobalUsings = globals.ToImmutable();
    }

    /// <summary>The directives that hold in every file.</summary>
    public ImmutableArray<UsingDirectiveSyntax> GlobalUsings { get; } = [];

    /// <summary>Whether <c>[assembly: Quantize]</c> may stand here.</summary>
    public bool MayQuantize { get; private set; }

    /// <summary>Whether <c>[assembly: Export]</c> may stand here.</summary>
    public bool MayExport { get; private set; }

    private void Note(TypeSyntax name)
    {
        var last = SyntaxNames.LastOf(name);
        MayQuantize |= last is "Quantize" or "QuantizeAttribute";
        MayExport |= last is "Export" or "ExportAttribute";
    }
}
