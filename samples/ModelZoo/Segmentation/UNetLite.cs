using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A <see cref="UNet"/> with separable convolutions over a backbone, up to half the size of the picture. In training it gives the scores of
/// an auxiliary head on the features at a sixteenth of the size, too.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class UNetLite : Module<Tensor, (Tensor Scores, Tensor? Auxiliary)>
{
    private readonly FeatureBackbone backbone;
    private readonly Sequential up16, up8, up4, up2;
    private readonly Sequential head;
    private readonly Sequential auxiliary;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="backbone">Makes the feature maps.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="width">Channels at half the size; each halving doubles them.</param>
    public UNetLite(FeatureBackbone backbone, long classes, long width = 16)
        : base(nameof(UNetLite))
    {
        this.backbone = backbone;
        var below = backbone.Channels[4];
        up16 = Join(3, 8 * width);
        up8 = Join(2, 4 * width);
        up4 = Join(1, 2 * width);
        up2 = Join(0, width);
        head = LiteLayers.Scores(width, classes);
        auxiliary = LiteLayers.Scores(backbone.Channels[3], classes);

        RegisterComponents();

        Sequential Join(int level, long channels)
        {
            var layers = LiteLayers.Separable(below + backbone.Channels[level], channels);
            below = channels;
            return layers;
        }
    }

    /// <inheritdoc/>
    public override (Tensor Scores, Tensor? Auxiliary) forward(Tensor picture)
    {
        var maps = backbone.call(picture);

        var x = Up(up16, maps.At32, maps.At16);
        x = Up(up8, x, maps.At8);
        x = Up(up4, x, maps.At4);
        x = Up(up2, x, maps.At2);

        var scores = Enlarge(head.call(x), 2);
        return (scores, training ? Enlarge(auxiliary.call(maps.At16), 16) : null);
    }

    private static Tensor Up(Module<Tensor, Tensor> layers, Tensor below, Tensor skip) => layers.call(cat([Enlarge(below, 2), skip], 1));

    private static Tensor Enlarge(Tensor x, double factor) =>
        functional.interpolate(x, scale_factor: [factor, factor], mode: InterpolationMode.Nearest);
}
