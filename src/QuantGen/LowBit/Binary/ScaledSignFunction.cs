using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// y = K sign(x), where K is the mean magnitude over the channels at each position, or over the positions of each channel. K counts as a
/// constant and does not multiply the gradient: dx = g, masked by the gradient of the sign.
/// </summary>
/// <remarks>
/// Rastegari et al., XNOR-Net, ECCV 2016, section 3.2, which in addition takes the mean of K over the window of the convolution.
/// </remarks>
internal sealed class ScaledSignFunction : LowBitFunction<ScaledSignFunction, ScaledSigns>
{
    /// <summary>The factor K, broadcastable to the values.</summary>
    public static Tensor Magnitude(ScaledSigns settings, Tensor values)
    {
        var channels = (int)values.dim() - 1 - settings.Positions;
        long[] axes = settings.Scale == FeatureScale.Channel
            ? [channels]
            : [.. Enumerable.Range(channels + 1, settings.Positions).Select(static axis => (long)axis)];
        return values.abs().mean(axes, keepdim: true);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(ScaledSigns settings, Tensor[] tensors) =>
        SignGradient.Sign(tensors[0]) * Magnitude(settings, tensors[0]);

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, ScaledSigns settings, Tensor[] tensors) =>
        [SignGradient.Of(gradient, tensors[0], settings.Gradient)];
}
