using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>A convolution or linear layer with the batch normalization that is called right after it, if there is one.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="NormName">The path of the normalization, or null.</param>
/// <param name="Norm">The normalization, or null.</param>
internal sealed record NormalizedLayer(ChannelLayer Layer, string? NormName, BatchNorm? Norm)
{
    /// <summary>What the normalization multiplies each output channel of the layer by; null without one.</summary>
    public Tensor? NormFactors() => Norm is null ? null : NormFactors(Norm);

    /// <summary>gamma / sqrt(running_var + eps), with a gamma of 1 where there is none.</summary>
    public static Tensor NormFactors(BatchNorm norm)
    {
        var deviation = (norm.running_var! + norm.eps).sqrt();
        return norm.affine ? norm.weight.detach() / deviation : deviation.reciprocal();
    }
}
