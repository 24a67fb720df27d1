namespace QuantGen.Reporting;

/// <summary>The levels of a quantizer of a power-of-two twin.</summary>
/// <param name="Signed">Whether there are levels below zero.</param>
/// <param name="Min">The lower clip bound, 0 or -<paramref name="Max"/>.</param>
/// <param name="Max">The upper clip bound, a power of two unless the options say otherwise; the highest level lies one step below. Of a weight with a
/// range for each channel that of the widest.</param>
/// <param name="Scale">Levels a unit under this bound.</param>
/// <param name="ScaleExponent">e where the scale is 2^e; null where it is no power of two.</param>
/// <param name="StoredRange">The running range of an activation, not rounded to a power of two; null for weights, whose range is that of the weight as it
/// is.</param>
public sealed record FixedPointReport(bool Signed, float Min, float Max, float Scale, int? ScaleExponent, StoredRangeReport? StoredRange = null);
