using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace QuantGen.Benchmarks.Generators;

/// <summary>Runs BenchmarkDotNet over parts of the compiler.</summary>
internal static class CompilerRun
{
    // A run over a few classes takes a fraction of a millisecond: there is time for enough of them that chance is out of their median.
    private static readonly RoundCount _short = new(WarmUps: 40, Rounds: 101);
    private static readonly RoundCount _long = new(WarmUps: 12, Rounds: 21);

    private const double Nanoseconds = 1e3;
    private const double Kilobyte = 1024;

    /// <summary>
    /// Measures in this process: one for each of the cases would take minutes to start, and what is compared should meet the same conditions. Each
    /// run gets an input of its own, so none is repeated within an iteration.
    /// </summary>
    /// <typeparam name="T">The benchmarks.</typeparam>
    /// <param name="log">Where BenchmarkDotNet's own report goes when a run has ended.</param>
    /// <param name="isWanted">Which of the cases to run.</param>
    /// <param name="isShort">Which of them take so little time that they get more rounds.</param>
    public static IReadOnlyList<CompilerMeasurement> Reports<T>(TextWriter log, Func<BenchmarkCase, bool> isWanted, Func<BenchmarkCase, bool> isShort) =>
    [
        .. Reports<T>(log, item => isWanted(item) && isShort(item), _short),
        .. Reports<T>(log, item => isWanted(item) && !isShort(item), _long),
    ];

    private static IReadOnlyList<CompilerMeasurement> Reports<T>(TextWriter log, Func<BenchmarkCase, bool> isWanted, RoundCount count)
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(count.WarmUps).WithIterationCount(count.Rounds).WithInvocationCount(1).WithUnrollFactor(1)
            .WithClock(new ProcessorClock())

            // Nobody collects all memory before a compiler runs. What it costs to find every cache cold afterwards falls on the first class.
            .WithGcForce(false);

        // BenchmarkDotNet reports each round as it ends. Written out at once, that is a call of the system just before the next one, which finds the
        // caches less warm for it: a cold run over one class took 7 % longer.
        using var text = new StringWriter();
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(new TextLogger(text))
            .AddColumnProvider([.. DefaultConfig.Instance.GetColumnProviders()])
            .AddFilter(new SimpleFilter(isWanted))
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "benchmarks"));
        try
        {
            return [.. BenchmarkRunner.Run<T>(config).Reports.Where(static report => report.ResultStatistics is not null).Select(Measurement)];
        }
        finally
        {
            log.Write(text);
        }
    }

    private static CompilerMeasurement Measurement(BenchmarkReport report) => new(
        report.BenchmarkCase,
        report.ResultStatistics!.Median / Nanoseconds,
        (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / Kilobyte);

    private sealed record RoundCount(int WarmUps, int Rounds);
}
