using System.Runtime.InteropServices;
using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// y = a/n R(n/a clamp(x, 0, a)), dx = g 1[0 &lt;= x &lt; a], da = sum of g where x &gt;= a. The rounding counts as the identity, its step a/n
/// as a constant.
/// </summary>
/// <remarks>J. Choi and others, PACT, 2018, equations 1 to 3.</remarks>
internal sealed class PactFunction : LowBitFunction<PactFunction, UniformSettings>
{
    /// <summary>The bound. Nothing keeps it from falling to zero: then what is above counts, and raises it.</summary>
    public static Tensor Bound(Tensor clip) => clip.reshape([]).clamp_min(UniformRange.Least);

    /// <summary>The gradients by values and bound over composed operators: for every device and type, and the oracle of the kernel.</summary>
    public static Tensor?[] Composed(Tensor gradient, Tensor[] tensors)
    {
        var (values, zero) = (tensors[0], gradient.new_full([], 0));
        var isAbove = values.ge(Bound(tensors[1]));
        var isInside = values.ge(0).logical_and(isAbove.logical_not());
        return
        [
            where(isInside, gradient, zero),
            where(isAbove, gradient, zero).sum().reshape(tensors[1].shape),
        ];
    }

    /// <inheritdoc/>
    protected override Tensor Compute(UniformSettings settings, Tensor[] tensors)
    {
        Tensor[] bounded = [tensors[0], Bound(tensors[1])];
        return UniformPass.TryCreate(settings, bounded)?.Quantize() ?? UniformOperators.Compute(settings, bounded);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, UniformSettings settings, Tensor[] tensors)
    {
        // Gradients that are differentiated again are composed.
        var isPlain = !is_grad_enabled() && DenseValues.CanRun(settings.Groups, tensors);
        return isPlain ? InOnePass(gradient, settings, tensors) : Composed(gradient, tensors);
    }

    private static unsafe Tensor?[] InOnePass(Tensor gradient, UniformSettings settings, Tensor[] tensors)
    {
        var dense = DenseValues.LaidOutAs(tensors[0], gradient);
        var ofInput = settings.IsPrivate ? dense : dense.empty_like();
        var bound = Math.Max(MemoryMarshal.Read<float>(tensors[1].bytes), UniformRange.Least);
        var sum = PactKernel.Gradients(
            (float*)TensorMemory.Address(tensors[0]),
            (float*)TensorMemory.Address(dense),
            (float*)TensorMemory.Address(ofInput),
            dense.numel(),
            bound);
        GC.KeepAlive(dense);
        GC.KeepAlive(tensors);
        return [ofInput, tensor((float)sum).reshape(tensors[1].shape)];
    }
}
