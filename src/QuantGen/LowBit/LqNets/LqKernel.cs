using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.LowBit;

/// <summary>
/// Gives values that lie side by side in memory the level they belong to, in one pass that also counts and sums the values of each level: all
/// that the basis is solved from, because values of one level have the same codes.
/// </summary>
internal static unsafe class LqKernel
{
    // A sum in float32 has so many values, of each lane; beyond it is float64.
    private const int FlushLength = 64;

    /// <summary>Runs with the widest registers of this machine.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Where levels go: other memory than the source.</param>
    /// <param name="blocked">Where one bit for each value goes, lowest first: set unless the value is below the top level. Null to keep no record.</param>
    /// <param name="count">How many values.</param>
    /// <param name="levels">The levels, the lowest first.</param>
    /// <param name="thresholds">The thresholds: a value above one has at least the next level.</param>
    /// <param name="counts">For each level, what the number of values of at least that level is added to; empty to count nothing.</param>
    /// <param name="sums">For each level, what the sum of these values is added to.</param>
    /// <returns>Whether values were blocked, and whether one was NaN: that counts as the lowest level.</returns>
    public static KernelOutcome Run(
        float* source, float* target, ulong* blocked, long count, ReadOnlySpan<float> levels, ReadOnlySpan<float> thresholds, Span<long> counts, Span<double> sums)
    {
        if (Vector512.IsHardwareAccelerated)
            return Run<Lanes512>(source, target, blocked, count, levels, thresholds, counts, sums);
        if (Vector256.IsHardwareAccelerated)
            return Run<Lanes256>(source, target, blocked, count, levels, thresholds, counts, sums);
        return Vector128.IsHardwareAccelerated
            ? Run<Lanes128>(source, target, blocked, count, levels, thresholds, counts, sums)
            : Run<ScalarLane>(source, target, blocked, count, levels, thresholds, counts, sums);
    }

    /// <summary>Runs with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KernelOutcome Run<TLanes>(
        float* source, float* target, ulong* blocked, long count, ReadOnlySpan<float> levels, ReadOnlySpan<float> thresholds, Span<long> counts, Span<double> sums)
        where TLanes : struct, ILanes<TLanes>
    {
        var partial = stackalloc float[levels.Length * TLanes.Count];
        var partialSums = new Span<float>(partial, levels.Length * TLanes.Count);
        partialSums.Clear();
        var (anyBlocked, anyNaN) = (0UL, 0UL);
        for (long start = 0; start < count; start += FakeQuantKernel.WordBits)
        {
            var length = (int)Math.Min(FakeQuantKernel.WordBits, count - start);
            var whole = length - (length % TLanes.Count);
            var isNaN = Assign<TLanes>(source + start, target + start, 0, whole, levels, thresholds, counts, partial, TLanes.Count)
                | Assign<ScalarLane>(source + start, target + start, whole, length, levels, thresholds, counts, partial, TLanes.Count);
            anyNaN |= isNaN;
            if (blocked is not null)
            {
                var bits = isNaN | AtTop<TLanes>(source + start, 0, whole, levels[^1]) | AtTop<ScalarLane>(source + start, whole, length, levels[^1]);
                blocked[start / FakeQuantKernel.WordBits] = bits;
                anyBlocked |= bits;
            }

            if (counts.Length > 0 && (start + FakeQuantKernel.WordBits) % (FlushLength * TLanes.Count) == 0)
                Flush(partialSums, TLanes.Count, sums);
        }

        if (counts.Length > 0)
            Flush(partialSums, TLanes.Count, sums);

        return (anyBlocked == 0 ? KernelOutcome.None : KernelOutcome.Clipped) | (anyNaN == 0 ? KernelOutcome.None : KernelOutcome.NotFinite);
    }

    // One level after the other, so that its sum and count stay in registers; a word's values stay in the nearest cache.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Assign<TLanes>(
        float* source, float* target, int from, int to, ReadOnlySpan<float> levels, ReadOnlySpan<float> thresholds, Span<long> counts, float* partial, int stride)
        where TLanes : struct, ILanes<TLanes>
    {
        if (from == to)
            return 0;

        var isNaN = Lowest<TLanes>(source, target, from, to, levels[0], partial);
        var zero = TLanes.Broadcast(0);
        if (counts.Length > 0)
            counts[0] += to - from;

        for (var k = 1; k < levels.Length; k++)
        {
            var (bound, level) = (TLanes.Broadcast(thresholds[k - 1]), TLanes.Broadcast(levels[k]));
            var (sum, above) = (TLanes.Load(partial + (k * stride)), 0);
            for (var i = from; i < to; i += TLanes.Count)
            {
                var value = TLanes.Load(source + i);
                TLanes.WhereAbove(value, bound, level, TLanes.Load(target + i)).Store(target + i);
                sum += TLanes.WhereAbove(value, bound, value, zero);
                above += BitOperations.PopCount(TLanes.Above(value, bound));
            }

            sum.Store(partial + (k * stride));
            if (counts.Length > 0)
                counts[k] += above;
        }

        return isNaN;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Lowest<TLanes>(float* source, float* target, int from, int to, float level, float* partial)
        where TLanes : struct, ILanes<TLanes>
    {
        var (lowest, infinity) = (TLanes.Broadcast(level), TLanes.Broadcast(float.PositiveInfinity));
        var (sum, isNaN) = (TLanes.Load(partial), 0UL);
        for (var i = from; i < to; i += TLanes.Count)
        {
            var value = TLanes.Load(source + i);
            lowest.Store(target + i);
            sum += value;
            isNaN |= TLanes.Exceeds(value, infinity) << i;
        }

        sum.Store(partial);
        return isNaN;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AtTop<TLanes>(float* source, int from, int to, float top)
        where TLanes : struct, ILanes<TLanes>
    {
        var bits = 0UL;
        for (var i = from; i < to; i += TLanes.Count)
            bits |= TLanes.AtMost(TLanes.Broadcast(top), TLanes.Load(source + i)) << i;

        return bits;
    }

    private static void Flush(Span<float> partial, int lanes, Span<double> sums)
    {
        for (var k = 0; k < sums.Length; k++)
        {
            foreach (var value in partial.Slice(k * lanes, lanes))
                sums[k] += value;
        }

        partial.Clear();
    }
}
