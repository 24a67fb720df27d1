using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Generators.Tests.Budgets;

namespace QuantGen.Benchmarks.Generators;

/// <summary>
/// A run of a generator after an edit. Each run sees a compilation of its own, as in an IDE: one that was looked at before has been bound already.
/// </summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private const int WarmUpClasses = 100;
    private const int WarmUpRounds = 40;

    private static readonly HashSet<string> _warm = new(StringComparer.Ordinal);

    private Workload _workload = null!;
    private GeneratorDriver _driver = null!;
    private CSharpCompilation _start = null!;
    private CSharpCompilation _edited = null!;
    private int _round;

    /// <summary>Whose generator.</summary>
    [Params("generator", "systemtextjson")]
    public string Generator { get; set; } = "";

    /// <summary>What happened.</summary>
    [ParamsAllValues]
    public Scenario Scenario { get; set; }

    /// <summary>How many classes the project has that the generator writes code for.</summary>
    [Params(1, 10, 100, 1000)]
    public int Classes { get; set; }

    /// <summary>Makes the project, and lets the generator see it before the edit.</summary>
    [GlobalSetup]
    public void Open()
    {
        WarmUp();
        _workload = NewWorkload(Classes);
        _start = _workload.Compile();
        _driver = _workload.NewDriver();
        if (Scenario != Scenario.Cold)
            _driver = _driver.RunGenerators(_start);
    }

    /// <summary>Makes the edit.</summary>
    [IterationSetup]
    public void Edit() => _edited = _workload.Edit(_start, Scenario, _round++);

    /// <summary>Runs the generator. A driver is never changed, so all runs start from the same one.</summary>
    [Benchmark]
    public GeneratorDriver Run() => _driver.RunGenerators(_edited);

    // A compiler that runs for hours has its code compiled for good. Without this, the first cases would show the just-in-time compiler's work.
    private void WarmUp()
    {
        if (!_warm.Add(Generator))
            return;

        var workload = NewWorkload(WarmUpClasses);
        foreach (var scenario in Enum.GetValues<Scenario>())
        {
            var start = workload.Compile();
            var driver = workload.NewDriver().RunGenerators(start);
            for (var round = 0; round < WarmUpRounds; round++)
                driver.RunGenerators(workload.Edit(start, scenario, round));
        }
    }

    private Workload NewWorkload(int classes) =>
        Generator == "generator" ? Workload.Models(classes) : Workload.Json(classes, Workload.JsonGenerator()!);
}
