using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Quantizes and dequantizes values that lie side by side in memory to fixed-point numbers, in one pass, and records which of them pass no
/// gradient.
/// </summary>
internal static unsafe class FixedPointKernel
{
    /// <summary>Quantizes a run with the widest registers of this machine.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Where quantized values go.</param>
    /// <param name="outside">
    /// Where one bit for each value goes, lowest first: set where the value is not within the bounds of the range. Null to keep no record.
    /// </param>
    /// <param name="count">How many values.</param>
    /// <param name="range">The range.</param>
    /// <param name="rounding">How values become levels.</param>
    public static KernelOutcome Run(
        float* source, float* target, ulong* outside, long count, FixedPointRange range, FixedPointRounding rounding) => rounding switch
    {
        FixedPointRounding.HalfUp => Run<HalfUpRounding>(source, target, outside, count, range),
        FixedPointRounding.HalfAwayFromZero => Run<HalfAwayRounding>(source, target, outside, count, range),
        FixedPointRounding.HalfToEven => Run<HalfToEvenRounding>(source, target, outside, count, range),
        FixedPointRounding.TowardZero => Run<TowardZeroRounding>(source, target, outside, count, range),
        FixedPointRounding.None => Run<NoRounding>(source, target, outside, count, range),
        _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "There is no such rounding mode."),
    };

    /// <summary>Quantizes a run with registers of one width.</summary>
    /// <remarks>Compiled at once: a loop that is entered a few times a step would stay unoptimized for many steps.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KernelOutcome Run<TLanes, TRounding>(float* source, float* target, ulong* outside, long count, FixedPointRange range)
        where TLanes : struct, ILanes<TLanes>
        where TRounding : struct, IRounding
    {
        var (any, notFinite) = (0UL, 0UL);
        for (long start = 0; start < count; start += FakeQuantKernel.WordBits)
        {
            var (bits, length) = (0UL, Math.Min(FakeQuantKernel.WordBits, count - start));
            long i = 0;
            for (; i <= length - TLanes.Count; i += TLanes.Count)
                bits |= Step<TLanes, TRounding>(source, target, start + i, range, ref notFinite) << (int)i;

            for (; i < length; i++)
                bits |= Step<ScalarLane, TRounding>(source, target, start + i, range, ref notFinite) << (int)i;

            any |= bits;
            if (outside is not null)
                outside[start / FakeQuantKernel.WordBits] = bits;
        }

        return (any == 0 ? KernelOutcome.None : KernelOutcome.Clipped) | (notFinite == 0 ? KernelOutcome.None : KernelOutcome.NotFinite);
    }

    private static KernelOutcome Run<TRounding>(float* source, float* target, ulong* outside, long count, FixedPointRange range)
        where TRounding : struct, IRounding
    {
        if (Vector512.IsHardwareAccelerated)
            return Run<Lanes512, TRounding>(source, target, outside, count, range);
        if (Vector256.IsHardwareAccelerated)
            return Run<Lanes256, TRounding>(source, target, outside, count, range);
        return Vector128.IsHardwareAccelerated
            ? Run<Lanes128, TRounding>(source, target, outside, count, range)
            : Run<ScalarLane, TRounding>(source, target, outside, count, range);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step<TLanes, TRounding>(float* source, float* target, long i, FixedPointRange range, ref ulong notFinite)
        where TLanes : struct, ILanes<TLanes>
        where TRounding : struct, IRounding
    {
        var value = TLanes.Load(source + i);
        var scale = TLanes.Broadcast(range.Scale);
        var level = TLanes.Clamp(TRounding.Round(value * scale), TLanes.Broadcast(range.Lowest), TLanes.Broadcast(range.Highest));
        (level / scale).Store(target + i);
        notFinite |= TLanes.Exceeds(value, TLanes.Broadcast(float.MaxValue));
        return TLanes.Outside(value, TLanes.Broadcast(range.Low), TLanes.Broadcast(range.High));
    }
}
