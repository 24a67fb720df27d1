using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Rules;
using QuantGen.Generators.Tests.Budgets;

namespace QuantGen.Benchmarks.Generators;

/// <summary>A check of annotated classes and their twins by the compiler, without the rules and with all of them.</summary>
[MemoryDiagnoser]
public class AnalyzerBenchmarks
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> _analyzers =
    [
        .. typeof(NotPartialAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private Workload _workload = null!;
    private Compilation _compilation = null!;

    /// <summary>Whether the rules run.</summary>
    [Params(false, true)]
    public bool Rules { get; set; }

    /// <summary>How many annotated classes the project has.</summary>
    [Params(1, 10, 100, 1000)]
    public int Classes { get; set; }

    /// <summary>Makes the project.</summary>
    [GlobalSetup]
    public void Open() => _workload = Workload.Models(Classes);

    /// <summary>Compiles it anew, with its twins.</summary>
    [IterationSetup]
    public void Compile() => _workload.NewDriver().RunGeneratorsAndUpdateCompilation(_workload.Compile(), out _compilation, out _);

    /// <summary>Checks it.</summary>
    [Benchmark]
    public ImmutableArray<Diagnostic> Run() =>
        Rules ? _compilation.WithAnalyzers(_analyzers).GetAllDiagnosticsAsync().GetAwaiter().GetResult() : _compilation.GetDiagnostics();
}
