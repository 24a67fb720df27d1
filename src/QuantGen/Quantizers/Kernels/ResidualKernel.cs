using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Quantizers.Kernels;

/// <summary>
/// z = activation(x + fq(s)) over values that lie side by side in memory, in one pass: the end of a residual block. Each step is rounded as
/// the operators apart round it.
/// </summary>
internal static unsafe class ResidualKernel
{
    /// <summary>Computes a run with the widest registers of this machine.</summary>
    /// <param name="identity">The values s to quantize.</param>
    /// <param name="other">The values x that they are added to.</param>
    /// <param name="target">Where the result goes, which may be <paramref name="other"/>.</param>
    /// <param name="clipped">Where one bit for each value goes: set where |s| is not within the range. Null to keep no records.</param>
    /// <param name="blocked">Where one bit for each value goes: set where the activation passes no gradient. Null likewise.</param>
    /// <param name="count">How many values.</param>
    /// <param name="grid">The levels.</param>
    /// <param name="range">The range.</param>
    public static KernelOutcome Run<TActivation>(
        float* identity, float* other, float* target, ulong* clipped, ulong* blocked, long count, IntegerGrid grid, UniformRange range)
        where TActivation : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated)
            return Run<Lanes512, TActivation>(identity, other, target, clipped, blocked, count, grid, range);
        if (Vector256.IsHardwareAccelerated)
            return Run<Lanes256, TActivation>(identity, other, target, clipped, blocked, count, grid, range);
        return Vector128.IsHardwareAccelerated
            ? Run<Lanes128, TActivation>(identity, other, target, clipped, blocked, count, grid, range)
            : Run<ScalarLane, TActivation>(identity, other, target, clipped, blocked, count, grid, range);
    }

    /// <summary>Computes a run with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KernelOutcome Run<TLanes, TActivation>(
        float* identity, float* other, float* target, ulong* clipped, ulong* blocked, long count, IntegerGrid grid, UniformRange range)
        where TLanes : struct, ILanes<TLanes>
        where TActivation : struct, IActivation
    {
        var (anyClipped, anyBlocked, negative) = (0UL, 0UL, false);
        for (long start = 0; start < count; start += FakeQuantKernel.WordBits)
        {
            var (clips, blocks) = (0UL, 0UL);
            var length = Math.Min(FakeQuantKernel.WordBits, count - start);
            long i = 0;
            for (; i <= length - TLanes.Count; i += TLanes.Count)
            {
                Step<TLanes, TActivation>(
                    identity + start + i, other + start + i, target + start + i, grid, range, (int)i, ref clips, ref blocks, ref negative);
            }

            for (; i < length; i++)
            {
                Step<ScalarLane, TActivation>(
                    identity + start + i, other + start + i, target + start + i, grid, range, (int)i, ref clips, ref blocks, ref negative);
            }

            anyClipped |= clips;
            anyBlocked |= blocks;
            if (clipped is not null)
            {
                clipped[start / FakeQuantKernel.WordBits] = clips;
                blocked[start / FakeQuantKernel.WordBits] = blocks;
            }
        }

        return (anyClipped == 0 ? KernelOutcome.None : KernelOutcome.Clipped)
            | (anyBlocked == 0 ? KernelOutcome.None : KernelOutcome.Blocked)
            | (negative ? KernelOutcome.Negative : KernelOutcome.None);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TLanes, TActivation>(
        float* identity, float* other, float* target, IntegerGrid grid, UniformRange range, int shift,
        ref ulong clips, ref ulong blocks, ref bool negative)
        where TLanes : struct, ILanes<TLanes>
        where TActivation : struct, IActivation
    {
        var value = TLanes.Load(identity);
        var result = TActivation.Apply(TLanes.Load(other) + FakeQuantKernel.Quantize(value, grid, range, 0));
        result.Store(target);
        clips |= TLanes.Exceeds(value, range.Amax<TLanes>(0)) << shift;
        blocks |= TActivation.Blocks(result) << shift;
        negative |= TLanes.AnyNegative(value);
    }
}
