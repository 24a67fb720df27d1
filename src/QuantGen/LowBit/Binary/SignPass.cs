using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Runs the <see cref="SignKernel"/> over whole tensors.</summary>
/// <param name="values">A tensor that <see cref="TensorMemory.IsPlain"/>.</param>
/// <param name="window">Whether gradients pass only where |x| &lt; 1.</param>
internal sealed unsafe class SignPass(Tensor values, bool window) : IRecordedPass
{
    /// <inheritdoc/>
    public bool InPlace => false;

    /// <summary>A pass over a tensor; null where it needs composed operators.</summary>
    /// <param name="values">The tensor.</param>
    /// <param name="kind">The gradient; for <see cref="GradientKind.Triangle"/> the pass leaves no record: see <see cref="TryTriangle"/>.</param>
    public static SignPass? TryCreate(Tensor values, GradientKind kind) =>
        TensorMemory.IsPlain(values) ? new SignPass(values, kind == GradientKind.UnitWindow) : null;

    /// <summary>The gradient by the values of <see cref="GradientKind.Triangle"/>; null where it needs composed operators.</summary>
    public static Tensor? TryTriangle(Tensor gradient, Tensor values)
    {
        // A gradient that is to be differentiated again must be of torch operators.
        if (is_grad_enabled() || !TensorMemory.IsPlain(values) || !TensorMemory.IsPlain(gradient) || !TensorMemory.HasLayout(gradient, values.shape, values.stride()))
            return null;

        var result = values.empty_like();
        SignKernel.Triangle(
            (float*)TensorMemory.Address(values), (float*)TensorMemory.Address(gradient), (float*)TensorMemory.Address(result), values.numel());
        GC.KeepAlive(values);
        GC.KeepAlive(gradient);
        return result;
    }

    /// <inheritdoc/>
    public Tensor Run(bool record, out ClipRecord? clipped)
    {
        clipped = null;
        using var scope = NewDisposeScope();
        var output = values.empty_like();
        var layout = new RangeLayout(values.numel(), 1, values.numel());
        var words = record && window ? empty(layout.WordsPerRun, ScalarType.Int64) : null;
        var outcome = SignKernel.Quantize(
            (float*)TensorMemory.Address(values),
            (float*)TensorMemory.Address(output),
            words is null ? null : (ulong*)TensorMemory.Address(words),
            values.numel());
        GC.KeepAlive(values);
        GC.KeepAlive(words);
        if (words is not null && outcome == KernelOutcome.Clipped)
            clipped = new ClipRecord(words.MoveToOuterDisposeScope(), layout, values.shape, values.stride());

        return output.MoveToOuterDisposeScope();
    }
}
