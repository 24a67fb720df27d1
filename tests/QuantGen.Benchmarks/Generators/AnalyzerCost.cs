using System.Globalization;

namespace QuantGen.Benchmarks.Generators;

/// <summary>What the rules cost a class, over what the compiler does without them.</summary>
internal sealed class AnalyzerCost : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "analyzers";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        var measured = CompilerRun.Reports<AnalyzerBenchmarks>(log, static _ => true);
        foreach (var of in measured.GroupBy(static measurement => (int)measurement.Case.Parameters[nameof(AnalyzerBenchmarks.Classes)]))
        {
            var (compiler, all) = (of.Single(static one => !WithRules(one)), of.Single(WithRules));
            var name = string.Create(CultureInfo.InvariantCulture, $"{Name}.all.{of.Key}");
            yield return new Result(name, (all.Microseconds - compiler.Microseconds) / of.Key, "us a class");
            yield return new Result(name + ".memory", (all.Kilobytes - compiler.Kilobytes) / of.Key, "KB a class");
            yield return new Result(name + ".ratio", all.Microseconds / compiler.Microseconds, "x compiler");
        }
    }

    private static bool WithRules(CompilerMeasurement measurement) => (bool)measurement.Case.Parameters[nameof(AnalyzerBenchmarks.Rules)];
}
