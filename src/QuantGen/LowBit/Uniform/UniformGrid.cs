using System.Runtime.InteropServices;

namespace QuantGen.LowBit;

/// <summary>
/// Evenly spaced levels, in units e of a learned range: with u = (x - o) / e, k = R(m clamp(u, lower, upper) + b) and the step e / m, a value
/// becomes y = (k - b) e / m + o. R rounds half to even.
/// </summary>
/// <param name="Lower">The lowest level in units of the range.</param>
/// <param name="Upper">The highest one.</param>
/// <param name="StepsPerUnit">The number m of steps in a unit.</param>
/// <param name="Shift">
/// The number b, n/2 of n + 1 levels around zero: these lie between integers if n is odd, and the shift says which way a tie goes.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UniformGrid(float Lower, float Upper, float StepsPerUnit, float Shift)
{
    /// <summary>The highest multiple of the step.</summary>
    public double HighestInteger => (double)Upper * StepsPerUnit;

    /// <summary>The largest magnitude of a multiple of the step.</summary>
    public double LargestMagnitude => Math.Max(-(double)Lower, Upper) * StepsPerUnit;

    /// <summary>Levels from 0 to the end of the range: y = c/n R(n clamp(x / c, 0, 1)).</summary>
    public static UniformGrid HalfRange(int levels) => new(0, 1, levels - 1, 0);

    /// <summary>Levels on both sides of zero, to both ends of the range: y = c (2/n R(n (clamp(x / c, -1, 1) + 1) / 2) - 1).</summary>
    public static UniformGrid FullRange(int levels) => new(-1, 1, (levels - 1) / 2f, (levels - 1) / 2f);

    /// <summary>Multiples of a step from 0 on.</summary>
    public static UniformGrid Unsigned(int levels) => new(0, levels - 1, 1, 0);

    /// <summary>Multiples of a step, of which one more lies below zero than above if their number is even.</summary>
    public static UniformGrid Signed(int levels) => new(-(levels / 2), levels - 1 - (levels / 2), 1, 0);
}
