using System.Globalization;

namespace QuantGen.Reporting.Html;

/// <summary>Round numbers along an axis.</summary>
internal static class Ticks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten, from 0 to the end of an axis.</summary>
    /// <param name="end">The end of the axis, above 0.</param>
    /// <param name="intervals">About how many intervals there shall be at most.</param>
    public static IEnumerable<double> Of(double end, int intervals)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(end / intervals)));
        double[] steps = [1, 2, 5, 10];
        var step = power * steps.First(factor => end / (power * factor) <= intervals);
        for (var i = 0; i * step <= end * (1 + 1e-9); i++)
            yield return i * step;
    }

    /// <summary>The number without the dust of its arithmetic.</summary>
    public static string Text(double tick) => tick is 0 or (>= 1e-4 and < 1e6)
        ? Math.Round(tick, 10).ToString("0.##########", CultureInfo.InvariantCulture)
        : tick.ToString("0.##e0", CultureInfo.InvariantCulture);
}
