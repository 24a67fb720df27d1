using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>The powers of two next to a number, which scales and clip bounds of fixed-point devices are rounded to. Exact.</summary>
public static class PowersOfTwo
{
    /// <summary>The lowest magnitude a range or scale is taken to have, 2^-16: zero has no power of two.</summary>
    internal const float Smallest = 1f / (1 << 16);

    /// <summary>The highest power of two in float32, 2^127.</summary>
    internal static float Largest => MathF.ScaleB(1, 127);

    /// <summary>The lowest power of two that is not below the value, 2^ceil(log2 value): clip bounds are rounded up.</summary>
    /// <param name="value">A number from 2^-149 to 2^127.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, not finite, or above 2^127.</exception>
    public static float Ceiling(float value)
    {
        if (!(value > 0 && value <= Largest))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A power of two that is not below a number is known from 2^-149 to 2^127.");

        var floor = MathF.ScaleB(1, MathF.ILogB(value));
        return floor == value ? floor : 2 * floor;
    }

    /// <summary>The highest power of two that is not above the value, 2^floor(log2 value): scales are rounded down.</summary>
    /// <param name="value">A positive finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive or not finite.</exception>
    public static float Floor(float value) => value > 0 && float.IsFinite(value)
        ? MathF.ScaleB(1, MathF.ILogB(value))
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A power of two that is not above a number is known of positive finite ones.");

    /// <summary><see cref="Ceiling(float)"/> of each element. No gradient flows back.</summary>
    /// <param name="values">Numbers from 2^-149 to 2^127, of any shape and device.</param>
    /// <returns>A new tensor of that shape and device, float32. It is computed in main memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An element is not positive, not finite, or above 2^127.</exception>
    public static Tensor Ceiling(Tensor values) => Each(values, Ceiling);

    /// <summary><see cref="Floor(float)"/> of each element. No gradient flows back.</summary>
    /// <param name="values">Positive finite numbers, of any shape and device.</param>
    /// <returns>A new tensor of that shape and device, float32. It is computed in main memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An element is not positive or not finite.</exception>
    public static Tensor Floor(Tensor values) => Each(values, Floor);

    private static Tensor Each(Tensor values, Func<float, float> function)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var result = values.detach().to(ScalarType.Float32, CPU).contiguous().clone();
        foreach (ref var value in MemoryMarshal.Cast<byte, float>(result.bytes))
            value = function(value);

        return result.to(values.device).MoveToOuterDisposeScope();
    }
}
