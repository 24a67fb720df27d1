using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>
/// DeepLabV3+ (Chen et al. 2018, figure 2) with separable convolutions and without the branch of the whole picture: the pyramid looks at
/// a sixteenth of the size, and its result joins the features at a quarter.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class DeepLabV3Lite : LiteSegmentation
{
    private readonly Sequential point;
    private readonly Sequential atrous6;
    private readonly Sequential atrous12;
    private readonly Sequential atrous18;
    private readonly Sequential project;
    private readonly Sequential shortcut;
    private readonly Sequential decode;
    private readonly Sequential scores;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="backbone">Makes the feature maps.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="channels">Channels of the pyramid.</param>
    public DeepLabV3Lite(FeatureBackbone backbone, long classes, long channels = 256)
        : base(nameof(DeepLabV3Lite), backbone)
    {
        const long ShortcutChannels = 48;

        var top = backbone.Channels[3];
        point = LiteLayers.Pointwise(top, channels);
        atrous6 = LiteLayers.Separable(top, channels, dilation: 6);
        atrous12 = LiteLayers.Separable(top, channels, dilation: 12);
        atrous18 = LiteLayers.Separable(top, channels, dilation: 18);
        project = LiteLayers.Pointwise(4 * channels, channels);
        shortcut = LiteLayers.Pointwise(backbone.Channels[1], ShortcutChannels);
        decode = LiteLayers.Separable(channels + ShortcutChannels, channels);
        scores = LiteLayers.Scores(channels, classes);

        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor at2, Tensor at4, Tensor at8, Tensor at16, Tensor at32)
    {
        var pyramid = project.call(cat([point.call(at16), atrous6.call(at16), atrous12.call(at16), atrous18.call(at16)], 1));
        var joined = cat([Enlarge(pyramid, factor: 4), shortcut.call(at4)], 1);
        return scores.call(decode.call(joined));
    }
}
