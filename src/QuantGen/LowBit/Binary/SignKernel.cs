using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.LowBit;

/// <summary>Signs of values that lie side by side in memory, and what takes the place of their gradient.</summary>
internal static unsafe class SignKernel
{
    /// <summary>1 from zero on, -1 below it, and NaN where the value is.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Where signs go.</param>
    /// <param name="blocked">Where one bit for each value goes, lowest first: set unless |x| &lt; 1. Null to keep no record.</param>
    /// <param name="count">How many values.</param>
    /// <returns>Whether a bit was set.</returns>
    public static KernelOutcome Quantize(float* source, float* target, ulong* blocked, long count)
    {
        if (Vector512.IsHardwareAccelerated)
            return Quantize<Lanes512>(source, target, blocked, count);
        if (Vector256.IsHardwareAccelerated)
            return Quantize<Lanes256>(source, target, blocked, count);
        return Vector128.IsHardwareAccelerated
            ? Quantize<Lanes128>(source, target, blocked, count)
            : Quantize<ScalarLane>(source, target, blocked, count);
    }

    /// <summary>g max(0, 2 - 2|x|).</summary>
    /// <param name="source">The values x.</param>
    /// <param name="gradient">The gradients g by the signs.</param>
    /// <param name="target">Where the gradients by the values go; may be the memory of those by the signs.</param>
    /// <param name="count">How many values.</param>
    public static void Triangle(float* source, float* gradient, float* target, long count)
    {
        if (Vector512.IsHardwareAccelerated)
            Triangle<Lanes512>(source, gradient, target, count);
        else if (Vector256.IsHardwareAccelerated)
            Triangle<Lanes256>(source, gradient, target, count);
        else if (Vector128.IsHardwareAccelerated)
            Triangle<Lanes128>(source, gradient, target, count);
        else
            Triangle<ScalarLane>(source, gradient, target, count);
    }

    /// <summary>The signs, with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KernelOutcome Quantize<TLanes>(float* source, float* target, ulong* blocked, long count)
        where TLanes : struct, ILanes<TLanes>
    {
        var any = 0UL;
        for (long start = 0; start < count; start += FakeQuantKernel.WordBits)
        {
            var (bits, length) = (0UL, Math.Min(FakeQuantKernel.WordBits, count - start));
            long i = 0;
            for (; i <= length - TLanes.Count; i += TLanes.Count)
                bits |= Sign<TLanes>(source + start + i, target + start + i) << (int)i;

            for (; i < length; i++)
                bits |= Sign<ScalarLane>(source + start + i, target + start + i) << (int)i;

            any |= bits;
            if (blocked is not null)
                blocked[start / FakeQuantKernel.WordBits] = bits;
        }

        return any == 0 ? KernelOutcome.None : KernelOutcome.Clipped;
    }

    /// <summary>The gradient, with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Triangle<TLanes>(float* source, float* gradient, float* target, long count)
        where TLanes : struct, ILanes<TLanes>
    {
        long i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
            (TLanes.Load(gradient + i) * Height(TLanes.Load(source + i))).Store(target + i);

        for (; i < count; i++)
            (ScalarLane.Load(gradient + i) * Height(ScalarLane.Load(source + i))).Store(target + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Sign<TLanes>(float* source, float* target)
        where TLanes : struct, ILanes<TLanes>
    {
        var (value, zero, one) = (TLanes.Load(source), TLanes.Broadcast(0), TLanes.Broadcast(1));
        var minusOne = zero - one;
        var sign = TLanes.WhereAbove(zero, value, minusOne, one);

        // What is added is zero, but NaN where the value is.
        (sign + (TLanes.Clamp(value, minusOne, one) * zero)).Store(target);
        return TLanes.NotBetween(value, minusOne, one);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Height<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes>
    {
        var zero = TLanes.Broadcast(0);
        var magnitude = TLanes.AtLeast(value, zero - value);
        return TLanes.AtLeast((magnitude * TLanes.Broadcast(-2)) + TLanes.Broadcast(2), zero);
    }
}
