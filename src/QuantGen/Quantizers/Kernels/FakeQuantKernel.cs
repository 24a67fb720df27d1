using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Quantizers.Kernels;

/// <summary>
/// Quantizes and dequantizes values that lie side by side in memory, after an activation if there is one, in one pass, and records which
/// of them pass no gradient.
/// </summary>
/// <remarks>
/// y = clamp(round(x * s), L, B) / s with s = B / amax, in float32: ties to the even level, rounded before clamped, divided by the scale
/// (not multiplied by its reciprocal). This is what pytorch-quantization 2.2.1 computes on a CPU, bit for bit. The pass is bound by
/// memory: the division costs nothing beside a plain copy.
/// </remarks>
internal static unsafe class FakeQuantKernel
{
    /// <summary>How many values share one word of the record.</summary>
    public const int WordBits = 64;

    /// <summary>Quantizes a run with the widest registers of this machine.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Where quantized values go.</param>
    /// <param name="clipped">
    /// Where one bit for each value goes, lowest first: set where the magnitude is not within the range, or the activation passes no
    /// gradient. Null to keep no record.
    /// </param>
    /// <param name="count">How many values.</param>
    /// <param name="grid">The levels.</param>
    /// <param name="range">The ranges.</param>
    public static KernelOutcome Run<TRange, TActivation>(
        float* source, float* target, ulong* clipped, long count, IntegerGrid grid, TRange range)
        where TRange : struct, IRange
        where TActivation : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated)
            return Run<Lanes512, TRange, TActivation>(source, target, clipped, count, grid, range);
        if (Vector256.IsHardwareAccelerated)
            return Run<Lanes256, TRange, TActivation>(source, target, clipped, count, grid, range);
        return Vector128.IsHardwareAccelerated
            ? Run<Lanes128, TRange, TActivation>(source, target, clipped, count, grid, range)
            : Run<ScalarLane, TRange, TActivation>(source, target, clipped, count, grid, range);
    }

    /// <summary>Quantizes a run with registers of one width.</summary>
    /// <remarks>Compiled at once: a loop that is entered a few times a step would stay unoptimized for many steps.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KernelOutcome Run<TLanes, TRange, TActivation>(
        float* source, float* target, ulong* clipped, long count, IntegerGrid grid, TRange range)
        where TLanes : struct, ILanes<TLanes>
        where TRange : struct, IRange
        where TActivation : struct, IActivation
    {
        var (any, negative) = (0UL, false);
        for (long start = 0; start < count; start += WordBits)
        {
            var (bits, length) = (0UL, Math.Min(WordBits, count - start));
            long i = 0;
            for (; i <= length - TLanes.Count; i += TLanes.Count)
                bits |= Step<TLanes, TRange, TActivation>(source, target, start + i, grid, range, ref negative) << (int)i;

            for (; i < length; i++)
                bits |= Step<ScalarLane, TRange, TActivation>(source, target, start + i, grid, range, ref negative) << (int)i;

            any |= bits;
            if (clipped is not null)
                clipped[start / WordBits] = bits;
        }

        return (any == 0 ? KernelOutcome.None : KernelOutcome.Clipped) | (negative ? KernelOutcome.Negative : KernelOutcome.None);
    }

    /// <summary>The quantized values, as values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Quantize<TLanes, TRange>(TLanes value, IntegerGrid grid, TRange range, long position)
        where TLanes : struct, ILanes<TLanes>
        where TRange : struct, IRange
    {
        var rounded = TLanes.Round(value * range.Factor<TLanes>(position));
        return TLanes.Clamp(rounded, TLanes.Broadcast(grid.Lower), TLanes.Broadcast(grid.Upper)) / range.Divisor<TLanes>(position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step<TLanes, TRange, TActivation>(
        float* source, float* target, long i, IntegerGrid grid, TRange range, ref bool negative)
        where TLanes : struct, ILanes<TLanes>
        where TRange : struct, IRange
        where TActivation : struct, IActivation
    {
        var value = TActivation.Apply(TLanes.Load(source + i));
        Quantize(value, grid, range, i).Store(target + i);
        negative |= TLanes.AnyNegative(value);
        return TLanes.Exceeds(value, range.Amax<TLanes>(i)) | TActivation.Blocks(value);
    }
}
