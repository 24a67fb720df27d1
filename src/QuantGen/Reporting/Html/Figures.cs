using System.Globalization;

namespace QuantGen.Reporting.Html;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>What stands for a figure that is not known.</summary>
    public const string None = "–";

    // U+2212 is as wide as a digit.
    private const string Minus = "\u2212";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary><c>34.2 dB</c>, <c>exact</c>.</summary>
    public static string Decibels(double? value) => value switch
    {
        null => None,
        >= QuantizationReport.ExactSqnr => "exact",
        _ => Signed(value.Value.ToString("0.0", Culture)) + " dB",
    };

    /// <summary>The same without the unit.</summary>
    public static string BareDecibels(double? value) => Decibels(value).Replace(" dB", "", StringComparison.Ordinal);

    /// <summary>A share from 0 to 1 as <c>0</c>, <c>0.0031 %</c>, <c>12 %</c> or <c>98.4 %</c>.</summary>
    public static string Percent(double? share) => share switch
    {
        null => None,
        0 => "0 %",
        1 => "100 %",
        < 1e-6 => "< 0.0001 %",
        _ => Digits(share.Value * 100, share.Value >= 0.1 ? 3 : 2) + " %",
    };

    /// <summary>Four significant digits: <c>2.831</c>, <c>0.01734</c>, <c>1.2e-7</c>.</summary>
    public static string Number(double value) => Digits(value, 4);

    /// <summary><c>12,288</c>.</summary>
    public static string Whole(long value) => Signed(value.ToString("N0", Culture));

    /// <summary><c>1.05 million</c>, or the whole number below a million.</summary>
    public static string Count(long value) => value switch
    {
        >= 1_000_000_000 => Digits(value / 1e9, 3) + " billion",
        >= 1_000_000 => Digits(value / 1e6, 3) + " million",
        _ => Whole(value),
    };

    /// <summary><c>11.7 MB</c>: powers of 1000.</summary>
    public static string Bytes(long value) => value switch
    {
        >= 1_000_000_000 => Digits(value / 1e9, 3) + " GB",
        >= 1_000_000 => Digits(value / 1e6, 3) + " MB",
        >= 1_000 => Digits(value / 1e3, 3) + " kB",
        _ => Whole(value) + " B",
    };

    /// <summary><c>3.9×</c>.</summary>
    public static string Factor(double value) => value >= 1e6 ? "over a million×" : Digits(value, value >= 100 ? 3 : 2) + "×";

    /// <summary>A number with so many digits after the point that the largest of its column has four in all.</summary>
    public static string Aligned(double value, double largest)
    {
        var magnitude = largest > 0 ? (int)Math.Floor(Math.Log10(largest)) : 0;
        return Signed(value.ToString("F" + Math.Clamp(3 - magnitude, 0, 8).ToString(Culture), Culture));
    }

    private static string Digits(double value, int significant)
    {
        if (value == 0)
            return "0";

        // Rounding may add a digit before the point: 0.09996 has two digits as 0.10, not as 0.100.
        var rounded = double.Parse(value.ToString("E" + (significant - 1).ToString(Culture), Culture), Culture);
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(rounded)));
        if (magnitude is < -5 or > 8)
            return Signed(value.ToString("0." + new string('#', significant - 1) + "e0", Culture));

        var decimals = Math.Clamp(significant - 1 - magnitude, 0, 12);
        return Signed(value.ToString("0." + new string('0', decimals), Culture));
    }

    private static string Signed(string text) => text.Replace("-", Minus, StringComparison.Ordinal);
}
