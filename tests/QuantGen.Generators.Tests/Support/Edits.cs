using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Testing.Compilations;

namespace QuantGen.Generators.Tests.Support;

/// <summary>Edits of a compilation, as an IDE makes them: a new compilation that shares every other file.</summary>
internal static class Edits
{
    /// <summary>Replaces a piece of one file.</summary>
    public static CSharpCompilation Edit(this CSharpCompilation compilation, int file, string old, string with)
    {
        var tree = compilation.SyntaxTrees.ElementAtOrDefault(file);
        var text = tree?.ToString() ?? "";
        if (tree is null || !text.Contains(old, StringComparison.Ordinal))
            throw new ArgumentException($"File {file} does not contain '{old}'.", nameof(old));

        return compilation.ReplaceSyntaxTree(tree, SourceCompilation.Parse(text.Replace(old, with, StringComparison.Ordinal), tree.FilePath));
    }

    /// <summary>Adds a file.</summary>
    public static CSharpCompilation Add(this CSharpCompilation compilation, string text) =>
        compilation.AddSyntaxTrees(SourceCompilation.Parse(text, $"File{compilation.SyntaxTrees.Length}.cs"));

    /// <summary>Takes a file away.</summary>
    public static CSharpCompilation Remove(this CSharpCompilation compilation, int file) =>
        compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.ElementAtOrDefault(file) ?? throw new ArgumentException($"There is no file {file}.", nameof(file)));
}
