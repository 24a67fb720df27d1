using System.Diagnostics;

namespace QuantGen.Benchmarks;

/// <summary>
/// Times variants in one process, one run of each in turn, so that what the machine does beside them touches all alike; the median is what counts.
/// </summary>
internal static class Interleaved
{
    private const int WarmUps = 5;
    private const double Kilobyte = 1024;

    /// <summary>Runs every variant a number of times, and tells the log what each cost.</summary>
    public static IReadOnlyList<Measurement> Run(TextWriter log, int rounds, params IReadOnlyList<Variant> variants)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            foreach (var variant in variants)
            {
                variant.Prepare?.Invoke();
                variant.Run();
            }
        }

        GC.Collect();
        var runs = variants.Select(static _ => new List<Sample>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < variants.Count; i++)
                runs[i].Add(Time(variants[i]));
        }

        Measurement[] measured = [.. variants.Zip(runs, static (variant, runs) => new Measurement(
            variant.Name,
            Median(runs, static run => run.Processor),
            Median(runs, static run => run.Clock),
            Median(runs, static run => run.Faults),
            Median(runs, static run => run.Allocated)))];
        foreach (var measurement in measured)
            log.WriteLine(measurement);

        return measured;
    }

    private static Sample Time(Variant variant)
    {
        if (variant.Prepare is { } prepare)
        {
            // What the preparation left behind is not to be collected at the cost of the run.
            prepare();
            GC.Collect();
        }

        var faults = PageFaults.Count();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.GetTimestamp();
        variant.Run();
        var elapsed = Stopwatch.GetElapsedTime(clock);
        return new Sample(
            (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds,
            elapsed.TotalMilliseconds,
            PageFaults.Count() - faults,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / Kilobyte);
    }

    private static T Median<T>(List<Sample> runs, Func<Sample, T> figure)
    {
        var values = runs.Select(figure).Order().ToList();
        return values[values.Count / 2];
    }

    private sealed record Sample(double Processor, double Clock, long Faults, double Allocated);
}
