namespace QuantGen.Reporting;

/// <summary>The range that one calibration method chooses for what a quantizer saw.</summary>
/// <param name="Method"><c>max</c>, <c>percentile</c>, <c>mse</c> or <c>entropy</c>.</param>
/// <param name="Amax">The range.</param>
/// <param name="Clipped">The share of the values, from 0 to 1, that it clips.</param>
/// <param name="Sqnr">The signal-to-noise ratio it would give, in decibels, estimated from the histogram; null for a tensor of zeros.</param>
/// <param name="InUse">Whether it is the range that the quantizer has.</param>
public sealed record RangeChoiceReport(string Method, float Amax, double Clipped, double? Sqnr, bool InUse);
