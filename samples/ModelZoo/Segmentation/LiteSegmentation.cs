using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// What the lite networks share: a backbone, a decoder, and the way back to the size of the picture. Takes N x 3 x H x W with sides that 32
/// divides, gives N x classes x H x W.
/// </summary>
public abstract class LiteSegmentation : Module<Tensor, Tensor>
{
    /// <summary>Makes the feature maps.</summary>
    protected readonly FeatureBackbone backbone;

    private protected LiteSegmentation(string name, FeatureBackbone backbone)
        : base(name)
    {
        this.backbone = backbone;
    }

    /// <summary>Pictures of the sizes that the decoder gives are this much smaller than the input.</summary>
    protected virtual int OutputStride => 4;

    /// <inheritdoc/>
    public override Tensor forward(Tensor picture)
    {
        var (at2, at4, at8, at16, at32) = backbone.call(picture);
        return Enlarge(Decode(at2, at4, at8, at16, at32), OutputStride);
    }

    /// <summary>The scores of each place from the feature maps.</summary>
    /// <param name="at2">At half the size.</param>
    /// <param name="at4">At a quarter.</param>
    /// <param name="at8">At an eighth.</param>
    /// <param name="at16">At a sixteenth.</param>
    /// <param name="at32">At a thirty-second.</param>
    /// <returns>N x classes x H/stride x W/stride.</returns>
    protected abstract Tensor Decode(Tensor at2, Tensor at4, Tensor at8, Tensor at16, Tensor at32);

    /// <summary>Makes a picture larger by a whole factor.</summary>
    /// <param name="x">The picture.</param>
    /// <param name="factor">How much.</param>
    protected static Tensor Enlarge(Tensor x, double factor) =>
        functional.interpolate(x, scale_factor: [factor, factor], mode: InterpolationMode.Bilinear, align_corners: false);
}
