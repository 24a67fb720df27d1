using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A network that looks at a picture at five sizes: takes N x 3 x H x W, gives feature maps at a half, a quarter, an eighth, a sixteenth and
/// a thirty-second of height and width.
/// </summary>
public abstract class FeatureBackbone : Module<Tensor, (Tensor At2, Tensor At4, Tensor At8, Tensor At16, Tensor At32)>
{
    private protected FeatureBackbone(string name)
        : base(name)
    {
    }

    /// <summary>Channels of the five feature maps.</summary>
    public abstract IReadOnlyList<long> Channels { get; }
}
