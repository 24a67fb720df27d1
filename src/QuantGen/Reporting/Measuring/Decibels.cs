namespace QuantGen.Reporting.Measuring;

/// <summary>Signal-to-noise ratios.</summary>
internal static class Decibels
{
    /// <summary>
    /// 10 log10(signal / noise), rounded to hundredths so that the order in which threads add up does not show, and at most
    /// <see cref="QuantizationReport.ExactSqnr"/>; null without a signal, or when a power is not a finite number.
    /// </summary>
    /// <param name="signal">The sum of the squared values.</param>
    /// <param name="noise">The sum of the squared errors.</param>
    public static double? Ratio(double signal, double noise)
    {
        if (!(signal > 0) || !double.IsFinite(signal) || !double.IsFinite(noise))
            return null;
        if (noise <= 0)
            return QuantizationReport.ExactSqnr;

        var ratio = Math.Clamp(10 * Math.Log10(signal / noise), -QuantizationReport.ExactSqnr, QuantizationReport.ExactSqnr);
        return Math.Round(ratio, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>A share of values to six digits after the point, and never 0 when there are some.</summary>
    public static double Share(long part, long total) => Share((double)part / Math.Max(total, 1));

    /// <inheritdoc cref="Share(long, long)"/>
    public static double Share(double share) =>
        share <= 0 ? 0 : Math.Max(Math.Round(share, 6, MidpointRounding.AwayFromZero), 1e-6);
}
