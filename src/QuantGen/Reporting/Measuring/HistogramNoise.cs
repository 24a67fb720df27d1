using QuantGen.Calibration;
using QuantGen.Quantizers;

namespace QuantGen.Reporting.Measuring;

/// <summary>Estimates from a histogram of magnitudes how much noise a range adds.</summary>
/// <remarks>
/// Values are taken to be spread evenly within a bin, and the squared error is integrated over it: with s the step, B the highest
/// level and k = min(round(x / s), B), the integral from 0 to x is k s^3 / 12 + (x - k s)^3 / 3, clipped values included. The first bin counts no more
/// than the second: what it has more are exact zeros, as a ReLU leaves them, which have no error. The steps of E4M3 differ, so the error at the middle
/// of a bin stands for it.
/// </remarks>
internal static class HistogramNoise
{
    /// <summary>The signal-to-noise ratio that a range gives, in decibels; null for a tensor of zeros, and when the format has no levels.</summary>
    public static double? Sqnr(Histogram histogram, float amax, NumberFormat format)
    {
        if (!format.IsInteger)
            return Sqnr(histogram, x => Squared(x - E4M3Numbers.Quantized((float)x, amax)), integral: null);

        double highest = IntegerGrid.Of(format.Bits, format.Unsigned, format.NarrowRange).Upper;
        var step = amax <= IntegerGrid.ZeroRange ? 0 : amax / highest;
        return highest < 1 ? null : Sqnr(
            histogram,
            x => Squared(x - (Level(x, step, highest) * step)),
            x => Integral(x, step, highest));
    }

    // Without an integral the middle of a bin stands for it.
    private static double? Sqnr(Histogram histogram, Func<double, double> error, Func<double, double>? integral)
    {
        var counts = histogram.Counts;
        var edges = histogram.Edges;
        double signal = 0, noise = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            double count = i == 0 && edges[0] == 0 && counts.Length > 1 ? Math.Min(counts[0], counts[1]) : counts[i];
            double from = edges[i], to = edges[i + 1];
            if (count == 0)
                continue;

            signal += count * Mean(from, to, static x => x * x * x / 3, Squared);
            noise += count * (integral is null ? error((from + to) / 2) : Mean(from, to, integral, error));
        }

        return Decibels.Ratio(signal, noise);
    }

    private static double Mean(double from, double to, Func<double, double> integral, Func<double, double> value) =>
        to > from ? Math.Max(0, integral(to) - integral(from)) / (to - from) : value(from);

    private static double Integral(double x, double step, double highest)
    {
        var level = Level(x, step, highest);
        var error = x - (level * step);
        return (level * step * step * step / 12) + (error * error * error / 3);
    }

    private static double Squared(double x) => x * x;

    private static double Level(double x, double step, double highest) => step > 0 ? Math.Min(Math.Round(x / step), highest) : 0;
}
