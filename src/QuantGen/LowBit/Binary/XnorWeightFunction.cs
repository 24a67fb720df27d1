using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// y = E sign(w) with the mean magnitude E of each group of n weights. dw = g, masked by the gradient of the sign: E counts as a constant and
/// does not multiply the gradient. Or, as the paper has it, dw = g (1/n + E 1[|w| &lt;= 1]).
/// </summary>
/// <remarks>Rastegari et al., XNOR-Net, ECCV 2016, section 3.1 and equation 11.</remarks>
internal sealed class XnorWeightFunction : LowBitFunction<XnorWeightFunction, XnorWeight>
{
    /// <inheritdoc/>
    protected override Tensor Compute(XnorWeight settings, Tensor[] tensors)
    {
        var weights = settings.Groups.Split(tensors[0]);
        return settings.Groups.Join(SignGradient.Sign(weights) * Magnitude(settings, weights), tensors[0]);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, XnorWeight settings, Tensor[] tensors)
    {
        if (!settings.ScaleGradient)
            return [SignGradient.Of(gradient, tensors[0], settings.Gradient)];

        var weights = settings.Groups.Split(tensors[0]);
        var share = (double)settings.Groups.Count / weights.numel();
        var inside = weights.abs().le(1).to(weights.dtype) * Magnitude(settings, weights);
        return [gradient * settings.Groups.Join(inside + share, gradient)];
    }

    private static Tensor Magnitude(XnorWeight settings, Tensor weights) => settings.Groups.Along(settings.Groups.Mean(weights.abs()));
}
