using System.Runtime.InteropServices;

namespace QuantGen.PowerOfTwo;

/// <summary>What fixed-point fake quantization does with values under one range.</summary>
/// <param name="Scale">Levels a unit.</param>
/// <param name="Lowest">The lowest level.</param>
/// <param name="Highest">The highest level.</param>
/// <param name="Low">The lowest value that passes a gradient.</param>
/// <param name="High">The highest value that passes a gradient.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FixedPointRange(float Scale, float Lowest, float Highest, float Low, float High)
{
    /// <summary>The range of a clip bound.</summary>
    public static FixedPointRange Of(float clip, FixedPointFormat format) =>
        new(format.Scale(clip), format.Lowest, format.Highest, format.Signed ? -clip : 0, clip);

    /// <summary>The same levels, of which none lies outside of two limits. A gradient passes between the limits only.</summary>
    public FixedPointRange Within(float lower, float upper) => this with
    {
        Lowest = Math.Clamp(MathF.Ceiling(lower * Scale), Lowest, Highest),
        Highest = Math.Clamp(MathF.Floor(upper * Scale), Lowest, Highest),
        Low = Math.Max(Low, lower),
        High = Math.Min(High, upper),
    };
}
