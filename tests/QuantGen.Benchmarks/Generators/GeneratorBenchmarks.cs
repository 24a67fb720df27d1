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
    private const int WarmUpClasses = 20;
    private const int WarmUpWaves = 4;
    private const int WarmUpRounds = 300;
    private const int WaitForTheCompiler = 400;

    private static readonly HashSet<string> _warm = new(StringComparer.Ordinal);

    private Workload _workload = null!;
    private GeneratorDriver _driver = null!;
    private CSharpCompilation _start = null!;
    private CSharpCompilation _edited = null!;
    private int _round;

    /// <summary>Whose generator.</summary>
    [Params("generator", "systemtextjson", "emptygenerator", "leastgenerator")]
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

        // Compilations share what was loaded of their references while one of them holds it, as that of the compiler around a generator does.
        _ = _start.GetTypeByMetadataName("System.Object");
        _driver = _workload.NewDriver();
        if (!IsFirstRun(Scenario))
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
        for (var wave = 0; wave < WarmUpWaves; wave++)
        {
            foreach (var scenario in Enum.GetValues<Scenario>())
            {
                var start = workload.Compile();
                _ = start.GetTypeByMetadataName("System.Object");
                var driver = IsFirstRun(scenario) ? workload.NewDriver() : workload.NewDriver().RunGenerators(start);
                for (var round = 0; round < WarmUpRounds; round++)
                    driver.RunGenerators(workload.Edit(start, scenario, round));
            }

            // Methods that were called often are compiled again in the background, a tenth of a second after the last new one was met: first to
            // see what they do, then by what was seen. So several waves.
            Thread.Sleep(WaitForTheCompiler);
        }
    }

    private static bool IsFirstRun(Scenario scenario) => scenario is Scenario.Cold or Scenario.NewFiles;

    private Workload NewWorkload(int classes) => Generator switch
    {
        "systemtextjson" => Workload.Json(classes, Workload.JsonGenerator()!),
        "emptygenerator" => Workload.Models(classes, static () => new EmptyGenerator()),
        "leastgenerator" => Workload.Models(classes, static () => new LeastGenerator()),
        _ => Workload.Models(classes),
    };
}
