using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Quantizers.Kernels;

/// <summary>Runs the <see cref="ResidualKernel"/> over two whole tensors of one dense layout.</summary>
/// <param name="identity">The tensor to quantize.</param>
/// <param name="other">The tensor that it is added to.</param>
/// <param name="amax">The range, one float32 on the CPU.</param>
/// <param name="grid">The levels.</param>
/// <param name="activation">What is applied to the sum.</param>
/// <param name="inPlace">Whether the result takes the place of <paramref name="other"/>.</param>
internal sealed unsafe class ResidualPass(
    Tensor identity, Tensor other, Tensor amax, IntegerGrid grid, ActivationKind activation, bool inPlace)
{
    private readonly RangeLayout _layout = new(other.numel(), 1, other.numel());

    /// <summary>Whether the result takes the place of the tensor that is added to.</summary>
    public bool InPlace => inPlace;

    /// <summary>A pass over the tensors, in place where autograd allows it; or null where operators of their own are needed.</summary>
    public static ResidualPass? TryCreate(Tensor identity, Tensor other, Tensor amax, IntegerGrid grid, ActivationKind activation)
    {
        var fits = OneRange.Fits(identity, amax)
            && TensorMemory.IsPlain(other)
            && other.shape.AsSpan().SequenceEqual(identity.shape)
            && TensorMemory.HasLayout(other, identity.shape, identity.stride());

        // An unsigned grid can refuse a value when a part of the result has been written.
        return fits
            ? new ResidualPass(identity, other, amax, grid, activation, !grid.Unsigned && TensorMemory.CanOverwrite(other))
            : null;
    }

    /// <summary>Computes.</summary>
    /// <param name="record">Whether records are wanted.</param>
    /// <param name="clipped">Which values of the quantized tensor were clipped; null when no record was wanted or nothing was.</param>
    /// <param name="blocked">Where the activation passes no gradient; null likewise.</param>
    /// <returns>A new tensor of the layout of the others, or the one that was added to.</returns>
    /// <exception cref="QuantizationException">The range is negative, or the grid unsigned and a value negative.</exception>
    public Tensor Run(bool record, out ClipRecord? clipped, out ClipRecord? blocked)
    {
        (clipped, blocked) = (null, null);
        if (_layout.Count == 0)
            return inPlace ? other : other.empty_like();

        using var scope = NewDisposeScope();
        var output = inPlace ? other : other.empty_like();
        var range = MemoryMarshal.Cast<byte, float>(amax.bytes);
        FakeQuantErrors.ThrowIfNegative(range);
        var clips = record ? empty(_layout.WordsPerRun, ScalarType.Int64) : null;
        var blocks = record ? empty(_layout.WordsPerRun, ScalarType.Int64) : null;
        var outcome = Run((float*)TensorMemory.Address(output), Words(clips), Words(blocks), range[0]);
        GC.KeepAlive(amax);
        GC.KeepAlive(identity);
        GC.KeepAlive(other);
        if (grid.Unsigned && outcome.HasFlag(KernelOutcome.Negative))
            throw FakeQuantErrors.NegativeInput();

        clipped = Record(clips, outcome.HasFlag(KernelOutcome.Clipped));
        blocked = Record(blocks, outcome.HasFlag(KernelOutcome.Blocked));
        if (!inPlace)
            return output.MoveToOuterDisposeScope();

        // A recorded pass tells it by the function's context.
        if (!record)
            TensorMemory.Overwritten(other);

        return other;
    }

    private static ulong* Words(Tensor? record) => record is null ? null : (ulong*)TensorMemory.Address(record);

    private KernelOutcome Run(float* target, ulong* clipped, ulong* blocked, float amax) => activation switch
    {
        ActivationKind.Relu => Run<ReluActivation>(target, clipped, blocked, amax),
        ActivationKind.Relu6 => Run<Relu6Activation>(target, clipped, blocked, amax),
        _ => Run<NoActivation>(target, clipped, blocked, amax),
    };

    private KernelOutcome Run<TActivation>(float* target, ulong* clipped, ulong* blocked, float amax)
        where TActivation : struct, IActivation => ResidualKernel.Run<TActivation>(
            (float*)TensorMemory.Address(identity),
            (float*)TensorMemory.Address(other),
            target,
            clipped,
            blocked,
            _layout.Count,
            grid,
            new UniformRange(grid, amax));

    private ClipRecord? Record(Tensor? words, bool isNeeded) => words is not null && isNeeded
        ? new ClipRecord(words.MoveToOuterDisposeScope(), _layout, other.shape, other.stride())
        : null;
}
