using QuantGen.Calibration;
using QuantGen.Quantizers;

namespace QuantGen.Reporting.Measuring;

/// <summary>What a report says about one histogram.</summary>
internal static class HistogramFigures
{
    /// <summary>The most bins that are drawn and written.</summary>
    public const int MaximumBins = 160;

    // Where a range search begins in a histogram of the usual 2048 bins.
    private const int UsualStart = 128;

    /// <summary>Describes a histogram and searches all ranges.</summary>
    /// <param name="histogram">What a quantizer saw.</param>
    /// <param name="format">Its number format.</param>
    /// <param name="amax">The range in use; null for none.</param>
    public static HistogramReport Of(Histogram histogram, NumberFormat format, float? amax)
    {
        var (edges, counts) = Coarse(histogram);
        return new HistogramReport(
            histogram.Total,
            histogram.Largest,
            edges,
            counts,
            [.. Methods(histogram).Select(method => Choice(histogram, method, format, amax))],
            amax is null ? null : HistogramNoise.Sqnr(histogram, amax.Value, format),
            amax is null ? null : Decibels.Share(histogram.ShareAbove(amax.Value)));
    }

    // Histograms of few bins leave the searches fewer candidates, never none.
    private static IEnumerable<CalibrationMethod> Methods(Histogram histogram)
    {
        yield return CalibrationMethod.Max;
        yield return CalibrationMethod.Percentile();
        var start = Math.Min(UsualStart, histogram.Bins / 8);
        yield return CalibrationMethod.Mse(start);
        yield return CalibrationMethod.Entropy(start);
    }

    private static RangeChoiceReport Choice(Histogram histogram, CalibrationMethod method, NumberFormat format, float? inUse)
    {
        var amax = RangeSearch.Find(histogram, method, format);
        return new RangeChoiceReport(
            $"{method}",
            amax,
            Decibels.Share(histogram.ShareAbove(amax)),
            HistogramNoise.Sqnr(histogram, amax, format),
            inUse is { } range && Math.Abs(range - amax) <= 1e-6f * amax);
    }

    // Pairs of bins merge until there are few enough; empty ones behind the largest magnitude are left out.
    private static (float[] Edges, long[] Counts) Coarse(Histogram histogram)
    {
        var used = histogram.Bins;
        while (used > 1 && histogram.Counts[used - 1] == 0)
            used--;

        var together = 1;
        while ((used + together - 1) / together > MaximumBins)
            together *= 2;

        var bins = (used + together - 1) / together;
        var edges = new float[bins + 1];
        var counts = new long[bins];
        for (var i = 0; i < used; i++)
            counts[i / together] += histogram.Counts[i];
        for (var i = 0; i <= bins; i++)
            edges[i] = histogram.Edges[Math.Min(i * together, used)];

        return (edges, counts);
    }
}
