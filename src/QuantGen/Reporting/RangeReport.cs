namespace QuantGen.Reporting;

/// <summary>The range, or ranges, of one quantizer.</summary>
/// <param name="Smallest">The smallest amax over all channels.</param>
/// <param name="Median">The median amax over all channels, the upper one of two.</param>
/// <param name="Largest">The largest amax over all channels.</param>
/// <param name="Count">How many there are: 1 for a range that holds for the whole tensor.</param>
public sealed record RangeReport(float Smallest, float Median, float Largest, int Count);
