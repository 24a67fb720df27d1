using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Rules;
using QuantGen.Generators.Tests.Support;

namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>Gives files to generator and rules, and checks that each annotated class got a twin that compiles or an error, and not both.</summary>
internal static class FuzzRun
{
    private const int LinesOfStack = 4;

    private static readonly ImmutableArray<DiagnosticAnalyzer> _analyzers =
    [
        .. typeof(NotPartialAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Checks files in one compilation.</summary>
    /// <param name="files">The files and their seeds.</param>
    /// <param name="classes">How many annotated classes they hold.</param>
    /// <returns>What is wrong; nothing if all is well.</returns>
    public static IReadOnlyList<FuzzFault> Check(IReadOnlyList<(int Seed, string Text)> files, out FuzzCount classes)
    {
        var input = Compile(files);
        var driver = Generation.NewDriver(tracksSteps: false).RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        if (driver.GetRunResult().Results[0].Exception is { } exception)
            return Halve(files, FuzzFaultKind.GeneratorThrew, exception, out classes);

        Exception? thrown = null;
        var diagnostics = Diagnostics(output, exception => thrown = exception);
        if (thrown is not null)
            return Halve(files, FuzzFaultKind.AnalyzerThrew, thrown, out classes);

        var faults = new List<FuzzFault>();
        classes = new FuzzCount(0, 0);
        foreach (var (tree, (seed, _)) in input.SyntaxTrees.Zip(files))
        {
            var file = new FuzzedFile(tree, output, diagnostics);
            faults.AddRange(file.Faults().Select(fault => new FuzzFault(seed, fault.Kind, fault.Detail)));
            classes += file.Count;
        }

        return faults;
    }

    private static CSharpCompilation Compile(IReadOnlyList<(int Seed, string Text)> files)
    {
        var strict = Generation.Compile([.. files.Select(static file => file.Text)]);

        // A model may have warnings of its own; its twin then has them too.
        return strict.WithOptions(strict.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
    }

    private static ILookup<SyntaxTree?, Diagnostic> Diagnostics(Compilation output, Action<Exception> thrown)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, _, _) => thrown(exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        return output.WithAnalyzers(_analyzers, options).GetAllDiagnosticsAsync().GetAwaiter().GetResult()
            .ToLookup(static diagnostic => diagnostic.Location.SourceTree);
    }

    // One file of many made it throw: half of them at a time tells which.
    private static List<FuzzFault> Halve(IReadOnlyList<(int Seed, string Text)> files, FuzzFaultKind kind, Exception thrown, out FuzzCount classes)
    {
        classes = new FuzzCount(files.Count, 0);
        if (files.Count == 1)
            return [new FuzzFault(files[0].Seed, kind, string.Join('\n', thrown.ToString().Split('\n').Take(LinesOfStack)))];

        var faults = new List<FuzzFault>(Check([.. files.Take(files.Count / 2)], out var first));
        faults.AddRange(Check([.. files.Skip(files.Count / 2)], out var second));
        classes = first + second;
        return faults;
    }
}
