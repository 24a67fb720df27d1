using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuantGen.Testing.Compilations;

/// <summary>Compiles source in memory as strictly as this repository compiles itself.</summary>
public static class SourceCompilation
{
    /// <summary>The oldest C# that generated code is for, with documentation comments checked.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>A library of the given files, with warnings as errors.</summary>
    /// <param name="references">What the source refers to.</param>
    /// <param name="sources">Texts; their paths are File0.cs, File1.cs...</param>
    public static CSharpCompilation Create(ImmutableArray<MetadataReference> references, params ReadOnlySpan<string> sources)
    {
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        for (var i = 0; i < sources.Length; i++)
            trees.Add(Parse(sources[i], $"File{i}.cs"));

        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            nullableContextOptions: NullableContextOptions.Enable);
        return CSharpCompilation.Create($"InMemory{Guid.NewGuid():N}", trees, references, options);
    }

    /// <summary>A file.</summary>
    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);
}
