using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Generators.Tests.Support;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>Models of the other tests as they would be if their users exported them.</summary>
internal static class Exported
{
    /// <summary>The folders of sources.</summary>
    private static readonly string[] _folders = ["", "Choices", "Fusing", "Placement", Path.Combine("Placement", "PowerOfTwo"), "Exports"];

    /// <summary>Every input of the generator's tests, by the path of its file.</summary>
    public static IEnumerable<string> Inputs => _folders
        .Select(static folder => Path.Combine(Root, folder, "Inputs"))
        .SelectMany(static folder => Directory.GetFiles(folder, "*.cs"))
        .Select(static file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static string Root => Testing.RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests");

    /// <summary>A source with <c>[Export]</c> beside each <c>[Quantize]</c> of a class.</summary>
    public static string Source(string path) => Annotate(File.ReadAllText(Path.Combine(Root, path)));

    /// <summary>A text with <c>[Export]</c> beside each <c>[Quantize]</c> of a class.</summary>
    public static string Annotate(string source) => System.Text.RegularExpressions.Regex.Replace(
        source,
        @"\[(?<annotation>Quantize(\([^\]]*\))?)\](?=\s*(public|internal|private|protected|sealed|partial|abstract)[\w\s]*class)",
        "[${annotation}, Export]",
        System.Text.RegularExpressions.RegexOptions.CultureInvariant | System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    /// <summary>The symbolic forwards among the generated files.</summary>
    public static IEnumerable<(string HintName, string Text)> Traces(this Generation generation) =>
        generation.Files.Where(static file => file.HintName.EndsWith(".Trace.g.cs", StringComparison.Ordinal));

    /// <summary>What stands against the symbolic forwards of all classes that ask for one.</summary>
    public static IEnumerable<ExportProblem> ExportProblems(this CSharpCompilation compilation) =>
        compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .SelectMany(type => ExportReader.Read(type, compilation, CancellationToken.None)?.Problems ?? []);

    /// <summary>The text that a problem points at.</summary>
    public static string Text(this ExportProblem problem) => problem.Location.SourceTree!.ToString().Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length);
}
