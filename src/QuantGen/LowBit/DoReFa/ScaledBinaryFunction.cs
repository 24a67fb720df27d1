using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>y = E sign(w) with E = mean|w| of the whole weight and sign(0) = 1; dw = g.</summary>
/// <remarks>S. Zhou and others, DoReFa-Net, 2016, equation 7.</remarks>
internal sealed class ScaledBinaryFunction : LowBitFunction<ScaledBinaryFunction, LowBitRole>
{
    /// <summary>The signs, with that of zero as 1.</summary>
    public static Tensor Signs(Tensor weight) => (weight.ge(0).to(weight.dtype) * 2) - 1;

    /// <summary>The mean magnitude.</summary>
    public static Tensor Scale(Tensor weight) => weight.abs().mean();

    /// <inheritdoc/>
    protected override Tensor Compute(LowBitRole settings, Tensor[] tensors) => Signs(tensors[0]) * Scale(tensors[0]);

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, LowBitRole settings, Tensor[] tensors) => [gradient];
}
