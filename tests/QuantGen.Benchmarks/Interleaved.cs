using System.Diagnostics;

namespace QuantGen.Benchmarks;

/// <summary>
/// Times variants in one process, one run of each in turn, so that what the machine does beside them touches all alike; the median is what counts.
/// </summary>
internal static class Interleaved
{
    private const int WarmUps = 5;

    /// <summary>Runs every variant a number of times, and tells the log what each cost.</summary>
    public static IReadOnlyList<Measurement> Run(TextWriter log, int rounds, params IReadOnlyList<Variant> variants)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            foreach (var variant in variants)
                variant.Run();
        }

        GC.Collect();
        var runs = variants.Select(static _ => new List<(double Processor, double Clock, long Faults)>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < variants.Count; i++)
                runs[i].Add(Time(variants[i].Run));
        }

        Measurement[] measured = [.. variants.Zip(runs, static (variant, runs) => new Measurement(
            variant.Name,
            Median(runs, static run => run.Processor),
            Median(runs, static run => run.Clock),
            Median(runs, static run => run.Faults)))];
        foreach (var measurement in measured)
            log.WriteLine(measurement);

        return measured;
    }

    private static (double Processor, double Clock, long Faults) Time(Action run)
    {
        var faults = PageFaults.Count();
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.GetTimestamp();
        run();
        var elapsed = Stopwatch.GetElapsedTime(clock);
        return ((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds, elapsed.TotalMilliseconds, PageFaults.Count() - faults);
    }

    private static T Median<T>(List<(double Processor, double Clock, long Faults)> runs, Func<(double Processor, double Clock, long Faults), T> figure)
    {
        var values = runs.Select(figure).Order().ToList();
        return values[values.Count / 2];
    }
}
