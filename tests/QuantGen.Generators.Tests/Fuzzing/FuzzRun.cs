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
        var seeds = input.SyntaxTrees.Zip(files, static (tree, file) => (tree, file.Seed)).ToDictionary();
        var driver = Generation.NewDriver(tracksSteps: false).RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        classes = new FuzzCount(0, 0);
        if (driver.GetRunResult().Results[0].Exception is { } exception)
            return Narrow(files, FuzzFaultKind.GeneratorThrew, exception.ToString());

        var faults = new List<FuzzFault>();
        var diagnostics = Diagnostics(output, (thrown, place) =>
        {
            lock (faults)
                faults.Add(new FuzzFault(place is null ? -1 : seeds.GetValueOrDefault(place, -1), FuzzFaultKind.AnalyzerThrew, thrown));
        });
        if (faults.Count > 0)
            return files.Count == 1 ? faults : Narrow(files, FuzzFaultKind.AnalyzerThrew, faults[0].Detail);

        foreach (var tree in input.SyntaxTrees)
        {
            var file = new FuzzedFile(tree, output, diagnostics);
            faults.AddRange(file.Faults().Select(fault => new FuzzFault(seeds[tree], fault.Kind, fault.Detail)));
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

    private static ILookup<SyntaxTree?, Diagnostic> Diagnostics(Compilation output, Action<string, SyntaxTree?> thrown)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, _, diagnostic) => thrown(exception.ToString(), diagnostic.Location.SourceTree),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        return output.WithAnalyzers(_analyzers, options).GetAllDiagnosticsAsync().GetAwaiter().GetResult()
            .ToLookup(static diagnostic => diagnostic.Location.SourceTree);
    }

    // One file of many made it throw: which, tells a run of each.
    private static List<FuzzFault> Narrow(IReadOnlyList<(int Seed, string Text)> files, FuzzFaultKind kind, string detail)
    {
        if (files.Count == 1)
            return [new FuzzFault(files[0].Seed, kind, detail)];

        var faults = files.SelectMany(static file => Check([file], out _)).ToList();
        return faults.Count > 0 ? faults : [new FuzzFault(files[0].Seed, kind, "only together with others: " + detail)];
    }
}
