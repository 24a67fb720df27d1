using System.Runtime.InteropServices;

namespace QuantGen.PowerOfTwo;

/// <summary>Where values are clipped: at -c and c, or at 0 and c.</summary>
/// <param name="Signed">Whether there is anything below zero.</param>
/// <param name="Value">c.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClipBound(bool Signed, float Value)
{
    /// <summary>The clip bound as a range.</summary>
    public (float Low, float High) Range => (Signed ? -Value : 0, Value);

    /// <summary>
    /// The clip bound of a range: its largest magnitude, of its upper end alone where there is nothing below zero, at least 2^-16, rounded up
    /// to a power of two.
    /// </summary>
    public static ClipBound Of(float low, float high, Pact2Options options)
    {
        var signed = options.Signed ?? low < 0;
        var upper = options.UpperLimit is { } limit ? Math.Min(high, limit) : high;
        var magnitude = signed ? Math.Max(Math.Abs(low), Math.Abs(upper)) : Math.Abs(upper);
        magnitude = Math.Clamp(magnitude, PowersOfTwo.Smallest, PowersOfTwo.Largest);
        return new ClipBound(signed, options.PowerOfTwoRange ? PowersOfTwo.Ceiling(magnitude) : magnitude);
    }
}
