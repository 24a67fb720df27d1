using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>What the heads of all files of a compilation say together.</summary>
internal sealed class FileHeads
{
    /// <summary>Looks at every file.</summary>
    /// <param name="compilation">The compilation.</param>
    public FileHeads(Compilation compilation)
    {
        foreach (var file in ((CSharpCompilation)compilation).SyntaxTrees)
        {
            var head = FileFacts.Of(file).Head;
            MayQuantize |= head.MayQuantize;
            MayExport |= head.MayExport;
            if (!head.GlobalUsings.IsEmpty)
                GlobalUsings = GlobalUsings.AddRange(head.GlobalUsings);
        }
    }

    /// <summary>The directives that hold in every file.</summary>
    public ImmutableArray<UsingDirectiveSyntax> GlobalUsings { get; } = [];

    /// <summary>Whether <c>[assembly: Quantize]</c> may stand in one of them.</summary>
    public bool MayQuantize { get; }

    /// <summary>Whether <c>[assembly: Export]</c> may stand in one of them.</summary>
    public bool MayExport { get; }
}
