using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Runs the kernel over a whole tensor, and keeps what the basis is solved from.</summary>
/// <param name="values">A tensor that <see cref="TensorMemory.IsPlain"/>; contiguous where there are several groups.</param>
/// <param name="table">The levels.</param>
/// <param name="runLength">How many values side by side belong to one group; the next run is of the next group.</param>
/// <param name="counts">Whether values are counted and summed.</param>
/// <param name="blocksTop">Whether values at or above the top level pass no gradient.</param>
internal sealed unsafe class LqPass(Tensor values, LqTable table, long runLength, bool counts, bool blocksTop) : IRecordedPass
{
    private readonly long[] _counts = new long[counts ? table.Groups * table.Codes.Levels : 0];
    private readonly double[] _sums = new double[counts ? table.Groups * table.Codes.Levels : 0];

    /// <inheritdoc/>
    public bool InPlace => false;

    /// <summary>How many values of a group have at least the level of each place.</summary>
    public ReadOnlySpan<long> Counts(int group) => Slice<long>(_counts, group);

    /// <summary>The sum of these values.</summary>
    public ReadOnlySpan<double> Sums(int group) => Slice<double>(_sums, group);

    /// <summary>A pass over a tensor, or null where it needs composed operators.</summary>
    /// <param name="values">The tensor.</param>
    /// <param name="table">The levels.</param>
    /// <param name="runLength">How many consecutive values of a contiguous tensor belong to one group.</param>
    /// <param name="counts">Whether values are counted and summed.</param>
    /// <param name="blocksTop">Whether values at or above the top level pass no gradient.</param>
    public static LqPass? TryCreate(Tensor values, LqTable table, long runLength, bool counts, bool blocksTop) =>
        TensorMemory.IsPlain(values) && (table.Groups == 1 || values.is_contiguous())
            ? new LqPass(values, table, table.Groups == 1 ? values.numel() : runLength, counts, blocksTop)
            : null;

    /// <inheritdoc/>
    public Tensor Run(bool record, out ClipRecord? clipped)
    {
        clipped = null;
        if (values.numel() == 0)
            return values.empty_like();

        using var scope = NewDisposeScope();
        var output = values.empty_like();
        var layout = new RangeLayout(values.numel(), 1, runLength);
        var words = record && blocksTop ? empty(layout.Runs * layout.WordsPerRun, ScalarType.Int64) : null;
        var outcome = Run(
            layout,
            (float*)TensorMemory.Address(values),
            (float*)TensorMemory.Address(output),
            words is null ? null : (ulong*)TensorMemory.Address(words));
        GC.KeepAlive(values);
        GC.KeepAlive(output);
        GC.KeepAlive(words);
        if (words is not null && (outcome & KernelOutcome.Clipped) != KernelOutcome.None)
            clipped = new ClipRecord(words.MoveToOuterDisposeScope(), layout, values.shape, values.stride());

        return output.MoveToOuterDisposeScope();
    }

    private KernelOutcome Run(RangeLayout layout, float* source, float* target, ulong* blocked)
    {
        var outcome = KernelOutcome.None;
        for (long run = 0; run < layout.Runs; run++)
        {
            var (start, group) = (run * layout.RunLength, (int)(run % table.Groups));
            var words = blocked is null ? null : blocked + (run * layout.WordsPerRun);
            var met = LqKernel.Run(
                source + start, target + start, words, layout.RunLength, table.Levels(group), table.Thresholds(group), Slice(_counts, group), Slice(_sums, group));
            if ((met & KernelOutcome.NotFinite) != KernelOutcome.None)
                KeepNaN(source + start, target + start, layout.RunLength);

            outcome |= met;
        }

        return outcome;
    }

    private static void KeepNaN(float* source, float* target, long count)
    {
        for (long i = 0; i < count; i++)
        {
            if (float.IsNaN(source[i]))
                target[i] = source[i];
        }
    }

    private Span<T> Slice<T>(T[] numbers, int group) =>
        numbers.Length == 0 ? [] : numbers.AsSpan(group * table.Codes.Levels, table.Codes.Levels);
}
