using System.Globalization;
using BenchmarkDotNet.Running;
using QuantGen.Generators.Tests.Budgets;

namespace QuantGen.Benchmarks.Generators;

/// <summary>What the source generator costs a class, beside System.Text.Json's and two that do nothing, by BenchmarkDotNet.</summary>
internal sealed class GeneratorCost : IBenchmark
{
    private const int FewClasses = 10;

    /// <inheritdoc/>
    public string Name => "generator";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        if (Workload.JsonGenerator() is null)
            log.WriteLine($"{Name}: the targeting pack is not installed, so System.Text.Json's generator cannot be measured.");

        var reports = CompilerRun.Reports<GeneratorBenchmarks>(log, item => IsWanted(item, prefix), static item => ClassesOf(item) <= FewClasses)
            .ToDictionary(static report => NameOf(report.Case), StringComparer.Ordinal);
        foreach (var (name, report) in reports)
        {
            var classes = ClassesOf(report.Case);
            yield return new Result(name, report.Microseconds / classes, "us a class");
            yield return new Result(name + ".memory", report.Kilobytes / classes, "KB a class");
            if (name.StartsWith(Name, StringComparison.Ordinal) && reports.TryGetValue("systemtextjson" + name[Name.Length..], out var other))
                yield return new Result(name + ".ratio", report.Microseconds / other.Microseconds, "x System.Text.Json");
        }
    }

    // The other generators' figures are the yardstick of ours, so they come along.
    private static bool IsWanted(BenchmarkCase item, string prefix)
    {
        var name = NameOf(item);
        var own = "generator" + name[name.IndexOf('.', StringComparison.Ordinal)..];
        return (own.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(own + ".", StringComparison.Ordinal))
            && (!name.StartsWith("systemtextjson", StringComparison.Ordinal) || Workload.JsonGenerator() is not null);
    }

    private static int ClassesOf(BenchmarkCase item) => (int)item.Parameters[nameof(GeneratorBenchmarks.Classes)];

    private static string NameOf(BenchmarkCase item) => string.Create(
        CultureInfo.InvariantCulture,
        $"{item.Parameters[nameof(GeneratorBenchmarks.Generator)]}.{item.Parameters[nameof(GeneratorBenchmarks.Scenario)].ToString()!.ToLowerInvariant()}.{ClassesOf(item)}");
}
