using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Quantizers.Kernels;

/// <summary>Rounds values that lie side by side in memory to E4M3 numbers, in one pass.</summary>
/// <remarks>
/// y = e4m3(x * s) / s. From 2^-6 on a number keeps the three highest bits of its mantissa: adding just below half of what is dropped, and one
/// more if the lowest kept bit is set, rounds ties to the even number, and a carry runs into the exponent as it should. Below, adding 2^14 and
/// taking it away again rounds to multiples of 2^-9, which is the last bit of such a sum.
/// </remarks>
internal static unsafe class E4M3Kernel
{
    private const uint Sign = 0x8000_0000;
    private const uint Infinity = 0x7F80_0000;
    private const uint SmallestNormal = 0x3C80_0000;
    private const uint LargestNumber = 0x43E0_0000;
    private const int DroppedBits = 20;
    private const uint BelowHalf = (1u << (DroppedBits - 1)) - 1;
    private const uint Kept = ~((1u << DroppedBits) - 1);
    private const float SubnormalShift = 1 << 14;

    /// <summary>Rounds a run.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Where rounded values go.</param>
    /// <param name="count">How many values.</param>
    /// <param name="factor">What values are multiplied by before they are rounded.</param>
    /// <param name="divisor">What they are divided by afterwards.</param>
    /// <param name="tiny">Values of a magnitude below this become zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* source, float* target, long count, float factor, float divisor, float tiny)
    {
        long i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var value = Vector256.Load(source + i);
                var rounded = Round(value * Vector256.Create(factor)) / Vector256.Create(divisor);
                Vector256.AndNot(rounded, Vector256.LessThan(Vector256.Abs(value), Vector256.Create(tiny))).Store(target + i);
            }
        }

        for (; i < count; i++)
            target[i] = MathF.Abs(source[i]) < tiny ? 0 : Round(source[i] * factor) / divisor;
    }

    /// <summary>The nearest E4M3 number, ties to the even one; at most 448 in magnitude. NaN stays.</summary>
    public static float Round(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var magnitude = bits & ~Sign;
        if (magnitude > Infinity)
            return value;

        var rounded = magnitude < SmallestNormal
            ? BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(magnitude) + SubnormalShift - SubnormalShift)
            : Math.Min((magnitude + BelowHalf + ((magnitude >> DroppedBits) & 1)) & Kept, LargestNumber);
        return BitConverter.UInt32BitsToSingle(rounded | (bits & Sign));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Round(Vector256<float> value)
    {
        var bits = value.AsUInt32();
        var magnitude = bits & Vector256.Create(~Sign);
        var odd = Vector256.ShiftRightLogical(magnitude, DroppedBits) & Vector256<uint>.One;
        var normal = Vector256.Min((magnitude + Vector256.Create(BelowHalf) + odd) & Vector256.Create(Kept), Vector256.Create(LargestNumber));
        var shift = Vector256.Create(SubnormalShift);
        var subnormal = (magnitude.AsSingle() + shift - shift).AsUInt32();
        var rounded = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(SmallestNormal)), subnormal, normal);
        var isNumber = Vector256.LessThanOrEqual(magnitude, Vector256.Create(Infinity));
        return Vector256.ConditionalSelect(isNumber, rounded | (bits & Vector256.Create(Sign)), bits).AsSingle();
    }
}
