namespace QuantGen.PowerOfTwo;

/// <summary>Where values are clipped, and how fine the levels between are.</summary>
/// <param name="Min">The lower clip bound, 0 or -2^n.</param>
/// <param name="Max">The upper clip bound, 2^n. The highest level is one step below.</param>
/// <param name="Scale">Levels a unit.</param>
public sealed record FixedPointBounds(float Min, float Max, float Scale)
{
    /// <summary>e where the scale is 2^e levels a unit; null where it is no power of two.</summary>
    public int? ScaleExponent => float.IsFinite(Scale) && Scale > 0 && MathF.ScaleB(1, MathF.ILogB(Scale)) == Scale ? MathF.ILogB(Scale) : null;
}
