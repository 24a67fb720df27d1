using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>
/// A feature pyramid (Lin et al. 2017, figure 3) with separable convolutions: from the smallest feature map upwards, each is enlarged
/// and added to the one of the next size.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class FPNLite : LiteSegmentation
{
    private readonly ModuleList<Sequential> laterals = new();
    private readonly ModuleList<Sequential> smooths = new();
    private readonly Sequential scores;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="backbone">Makes the feature maps.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="channels">Channels of the pyramid.</param>
    public FPNLite(FeatureBackbone backbone, long classes, long channels = 128)
        : base(nameof(FPNLite), backbone)
    {
        foreach (var inChannels in backbone.Channels.Skip(1))
        {
            laterals.Add(LiteLayers.Pointwise(inChannels, channels));
            smooths.Add(LiteLayers.Separable(channels, channels));
        }

        scores = LiteLayers.Scores(channels, classes);

        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor at2, Tensor at4, Tensor at8, Tensor at16, Tensor at32)
    {
        Tensor[] maps = [at4, at8, at16, at32];
        var x = Level(at32, 3);
        for (var level = maps.Length - 2; level >= 0; level--)
            x = smooths[level].call(laterals[level].call(maps[level]) + Enlarge(x, 2));

        return scores.call(x);
    }

    private Tensor Level(Tensor map, int level) => smooths[level].call(laterals[level].call(map));
}
