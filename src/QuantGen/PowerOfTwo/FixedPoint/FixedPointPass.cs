using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Runs the kernel over a whole tensor of any dense layout. Knows nothing of gradients but the record it leaves for them.</summary>
/// <param name="input">A tensor that <see cref="TensorMemory.IsPlain"/>.</param>
/// <param name="ranges">The range of each channel, or one for all.</param>
/// <param name="layout">Where the ranges apply.</param>
/// <param name="rounding">How values become levels.</param>
internal sealed unsafe class FixedPointPass(Tensor input, FixedPointRange[] ranges, RangeLayout layout, FixedPointRounding rounding) : IRecordedPass
{
    /// <inheritdoc/>
    public bool InPlace => false;

    /// <summary>A pass under one range, or null where the tensor needs composed operators.</summary>
    public static FixedPointPass? TryCreate(Tensor input, FixedPointRange range, FixedPointRounding rounding)
    {
        if (!TensorMemory.IsPlain(input))
            return null;

        var count = input.numel();
        return new FixedPointPass(input, [range], new RangeLayout(count, 1, count), rounding);
    }

    /// <summary>A pass under clip bounds in a tensor, or null where the tensors or short channels need composed operators.</summary>
    public static FixedPointPass? TryCreate(Tensor input, Tensor clip, FixedPointFormat format)
    {
        if (!TensorMemory.IsPlain(input) || !TensorMemory.IsPlain(clip) || !clip.is_contiguous() || input.dim() < clip.dim()
            || RangeLayout.Of(input, clip) is not { IsPattern: false } layout)
        {
            return null;
        }

        var ranges = new FixedPointRange[clip.numel()];
        var bounds = (float*)TensorMemory.Address(clip);
        for (var i = 0; i < ranges.Length; i++)
            ranges[i] = FixedPointRange.Of(bounds[i], format);

        GC.KeepAlive(clip);
        return new FixedPointPass(input, ranges, layout, format.Rounding);
    }

    /// <inheritdoc/>
    /// <exception cref="QuantizationException">A value is NaN or infinite.</exception>
    public Tensor Run(bool record, out ClipRecord? clipped)
    {
        clipped = null;
        if (layout.Count == 0)
            return input.empty_like();

        using var scope = NewDisposeScope();
        var output = input.empty_like();
        var words = record ? empty(layout.Runs * layout.WordsPerRun, ScalarType.Int64) : null;
        var outcome = Run(
            (float*)TensorMemory.Address(input),
            (float*)TensorMemory.Address(output),
            words is null ? null : (ulong*)TensorMemory.Address(words));
        GC.KeepAlive(input);
        if (outcome.HasFlag(KernelOutcome.NotFinite))
            throw FixedPointErrors.NotFinite();

        if (words is not null && outcome.HasFlag(KernelOutcome.Clipped))
            clipped = new ClipRecord(words.MoveToOuterDisposeScope(), layout, input.shape, input.stride());

        return output.MoveToOuterDisposeScope();
    }

    private KernelOutcome Run(float* source, float* target, ulong* outside)
    {
        var outcome = KernelOutcome.None;
        for (long run = 0; run < layout.Runs; run++)
        {
            var start = run * layout.RunLength;
            outcome |= FixedPointKernel.Run(
                source + start,
                target + start,
                outside is null ? null : outside + (run * layout.WordsPerRun),
                Math.Min(layout.RunLength, layout.Count - start),
                ranges[run % layout.Channels],
                rounding);
        }

        return outcome;
    }
}
