namespace QuantGen.Quantizers;

/// <summary>
/// The integer levels of a b bit quantizer: from 0 to 2^b - 1 unsigned; from -2^(b-1) to 2^(b-1) - 1 signed, without the lowest level
/// in the narrow range. A magnitude of amax lies on <see cref="Upper"/>.
/// </summary>
/// <param name="Lower">The lowest level, a whole number.</param>
/// <param name="Upper">The highest level, a whole number.</param>
/// <param name="Unsigned">Whether negative values are not representable, and refused.</param>
internal readonly record struct IntegerGrid(float Lower, float Upper, bool Unsigned)
{
    /// <summary>Ranges up to this amax, 2^-24, hold nothing but zero: a larger scale would overflow half precision.</summary>
    public const float ZeroRange = 1f / (1 << 24);

    /// <summary>The smallest bit width.</summary>
    public const int MinimumBits = 1;

    /// <summary>The largest bit width. All its levels are exact in float32.</summary>
    public const int MaximumBits = 16;

    /// <summary>Whether there are as many levels below zero as above.</summary>
    public bool IsSymmetric => Lower == -Upper;

    /// <summary>The grid of a bit width.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bits"/> is not in 1..16.</exception>
    public static IntegerGrid Of(int bits, bool unsigned, bool narrowRange)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, MinimumBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaximumBits);
        var upper = (float)((1 << (unsigned ? bits : bits - 1)) - 1);
        var lower = unsigned ? 0 : narrowRange ? -upper : -upper - 1;
        return new IntegerGrid(lower, upper, unsigned);
    }

    /// <summary>
    /// The factor that takes values to levels, upper / amax, and the divisor that takes levels back: the same number, but 0 and 1 where
    /// the range holds nothing but zero.
    /// </summary>
    public (float Factor, float Divisor) Scale(float amax) => amax <= ZeroRange ? (0f, 1f) : (Upper / amax, Upper / amax);
}
