using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// The range, and the offset, whose levels have the least squared distance to values: every candidate is tried, on a sample of evenly spread
/// values, for all groups at once.
/// </summary>
internal static class LeastSquares
{
    private const int RangeCandidates = 100;
    private const int EndCandidates = 24;
    private const long SampleSize = 16384;

    /// <summary>The best range for levels at fixed places, out of the largest magnitude's hundredths.</summary>
    /// <param name="split">Split values.</param>
    /// <param name="grid">The levels.</param>
    /// <param name="groups">Which values share a range.</param>
    /// <returns>A range for each group.</returns>
    public static Tensor Range(Tensor split, UniformGrid grid, ChannelGroups groups)
    {
        var sample = Sample(split);
        var largest = groups.Largest(sample.abs()) * (grid.StepsPerUnit / grid.LargestMagnitude);
        return Best(
            Enumerable.Range(1, RangeCandidates).Select(i => ((double)i / RangeCandidates, 0.0)),
            candidate => (largest * candidate.Lower, null),
            sample,
            grid,
            groups).Range;
    }

    /// <summary>The best step and offset for levels between two ends, out of the twenty-fourths of the smallest and the largest value.</summary>
    /// <param name="split">Split values.</param>
    /// <param name="grid">The levels.</param>
    /// <param name="groups">Which values share a range.</param>
    /// <returns>A range and an offset for each group.</returns>
    public static (Tensor Range, Tensor Offset) RangeAndOffset(Tensor split, UniformGrid grid, ChannelGroups groups)
    {
        var sample = Sample(split);
        var (highest, lowest) = (groups.Largest(sample), groups.Largest(sample.neg()).neg());
        var candidates =
            from lower in Enumerable.Range(0, EndCandidates + 1)
            from upper in Enumerable.Range(1, EndCandidates)
            select ((double)lower / EndCandidates, (double)upper / EndCandidates);
        var (range, offset) = Best(
            candidates,
            candidate =>
            {
                var (lower, upper) = (lowest * candidate.Lower, highest * candidate.Upper);
                var unit = (upper - lower) / (grid.Upper - grid.Lower);
                return (unit, lower - (unit * grid.Lower));
            },
            sample,
            grid,
            groups);
        return (range, offset!);
    }

    private static (Tensor Range, Tensor? Offset) Best(
        IEnumerable<(double Lower, double Upper)> candidates,
        Func<(double Lower, double Upper), (Tensor Range, Tensor? Offset)> make,
        Tensor sample,
        UniformGrid grid,
        ChannelGroups groups)
    {
        Tensor? bestRange = null, bestOffset = null, least = null;
        foreach (var candidate in candidates)
        {
            using var scope = NewDisposeScope();
            var (range, offset) = make(candidate);
            var along = groups.Along(range);
            var quantized = UniformOperators.Quantized(sample, grid, along, offset is null ? null : groups.Along(offset));
            var error = groups.Sum((quantized - sample).square());
            var isBetter = least is null ? error.eq(error) : error.lt(least);
            bestRange = Replaced(bestRange, range, isBetter);
            bestOffset = offset is null ? null : Replaced(bestOffset, offset, isBetter);
            least = Replaced(least, error, isBetter);
        }

        return (bestRange!, bestOffset);
    }

    private static Tensor Replaced(Tensor? best, Tensor candidate, Tensor isBetter)
    {
        var result = best is null ? candidate.clone() : where(isBetter, candidate, best);
        best?.Dispose();
        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Sample(Tensor split)
    {
        var step = Math.Max(1, split.numel() / SampleSize);
        var rows = split.dim() < 2 ? split.reshape(1, -1) : split;
        return rows.dim() > 3 ? rows.reshape(-1).slice(0, 0, rows.numel(), step) : rows.slice(-1, 0, rows.shape[^1], Math.Min(step, rows.shape[^1]));
    }
}
