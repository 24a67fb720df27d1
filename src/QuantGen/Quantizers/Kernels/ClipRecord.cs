using static TorchSharp.torch;

namespace QuantGen.Quantizers.Kernels;

/// <summary>Which values of a tensor pass no gradient, such as those outside their range: one bit each, in the order of the tensor's memory.</summary>
/// <param name="Words">The bits, as int64; each run begins with a new word.</param>
/// <param name="Layout">The runs.</param>
/// <param name="Shape">The shape of the tensor.</param>
/// <param name="Strides">The strides of the tensor.</param>
internal sealed unsafe record ClipRecord(Tensor Words, RangeLayout Layout, long[] Shape, long[] Strides)
{
    /// <summary>A copy of the gradient, in the layout of the tensor, in which clipped elements are zero.</summary>
    public Tensor Masked(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var result = empty_strided(Shape, Strides, gradient.dtype);
        if (CanWalk(gradient))
        {
            Walk(gradient, result, MaskKernel.Copy);
        }
        else
        {
            result.copy_(gradient);
            Clear(result);
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// As <see cref="Masked(Tensor)"/>, and a copy of that in which the elements of another record are zero as well. Both come from one pass where layouts allow it.
    /// </summary>
    public (Tensor Masked, Tensor Part) Masked(Tensor gradient, ClipRecord further)
    {
        using var scope = NewDisposeScope();
        if (!CanWalk(gradient) || Layout.Runs != 1 || further.Layout != Layout || !further.CanWalk(gradient))
        {
            var first = Masked(gradient);
            return (first.MoveToOuterDisposeScope(), further.Masked(first).MoveToOuterDisposeScope());
        }

        var (masked, part) = (empty_strided(Shape, Strides, gradient.dtype), empty_strided(Shape, Strides, gradient.dtype));
        MaskKernel.Split(
            (float*)TensorMemory.Address(gradient),
            (float*)TensorMemory.Address(masked),
            (ulong*)TensorMemory.Address(Words),
            (float*)TensorMemory.Address(part),
            (ulong*)TensorMemory.Address(further.Words),
            Layout.Count);
        GC.KeepAlive(gradient);
        GC.KeepAlive(this);
        GC.KeepAlive(further);
        return (masked.MoveToOuterDisposeScope(), part.MoveToOuterDisposeScope());
    }

    /// <summary>Sets the clipped elements of a gradient to zero where they stand, if the gradient's layout allows it.</summary>
    public bool TryClear(Tensor gradient)
    {
        if (!CanWalk(gradient))
            return false;

        Clear(gradient);
        return true;
    }

    /// <summary>The record as a tensor of truth values in the shape of the tensor: true where a gradient passes.</summary>
    public Tensor Passes()
    {
        var result = empty_strided(Shape, Strides, ScalarType.Bool);
        var target = (bool*)TensorMemory.Address(result);
        var words = (ulong*)TensorMemory.Address(Words);
        for (long run = 0; run < Layout.Runs; run++)
        {
            var start = run * Layout.RunLength;
            var row = words + (run * Layout.WordsPerRun);
            var length = Math.Min(Layout.RunLength, Layout.Count - start);
            for (long i = 0; i < length; i++)
                target[start + i] = (row[i / FakeQuantKernel.WordBits] >> (int)(i % FakeQuantKernel.WordBits) & 1) == 0;
        }

        GC.KeepAlive(Words);
        return result;
    }

    private bool CanWalk(Tensor gradient) =>
        gradient.dtype == ScalarType.Float32 && TensorMemory.HasLayout(gradient, Shape, Strides);

    private void Clear(Tensor gradient) => Walk(gradient, gradient, static (values, _, words, count) => MaskKernel.Clear(values, words, count));

    private void Walk(Tensor source, Tensor target, RunAction action)
    {
        var from = (float*)TensorMemory.Address(source);
        var to = (float*)TensorMemory.Address(target);
        var words = (ulong*)TensorMemory.Address(Words);
        for (long run = 0; run < Layout.Runs; run++)
        {
            var start = run * Layout.RunLength;
            action(from + start, to + start, words + (run * Layout.WordsPerRun), Math.Min(Layout.RunLength, Layout.Count - start));
        }

        GC.KeepAlive(Words);
        GC.KeepAlive(source);
        GC.KeepAlive(target);
    }

    private delegate void RunAction(float* source, float* target, ulong* words, long count);
}
