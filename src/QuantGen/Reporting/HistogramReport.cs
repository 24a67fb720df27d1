namespace QuantGen.Reporting;

/// <summary>The magnitudes that a quantizer saw during calibration, in few bins.</summary>
/// <param name="Values">How many values were counted.</param>
/// <param name="Largest">The largest magnitude.</param>
/// <param name="Edges">The lower edge of each bin, and the upper edge of the last.</param>
/// <param name="Counts">How many values fell into each bin; at most 160.</param>
/// <param name="Ranges">What each calibration method would choose.</param>
/// <param name="Sqnr">The signal-to-noise ratio of the range in use, in decibels, estimated from the full histogram; null without a range.</param>
/// <param name="Clipped">The share of the values, from 0 to 1, above the range in use; null without a range.</param>
public sealed record HistogramReport(
    long Values,
    float Largest,
    IReadOnlyList<float> Edges,
    IReadOnlyList<long> Counts,
    IReadOnlyList<RangeChoiceReport> Ranges,
    double? Sqnr,
    double? Clipped);
