using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>The feature maps of <see cref="MobileNetV2"/>, with its parameter names, so that its weights load.</summary>
[Quantize(PerChannel)]
public sealed partial class MobileNetV2Backbone : FeatureBackbone
{
    // The last block of each size, and its channels.
    private const int At2 = 1, At4 = 3, At8 = 6, At16 = 13, At32 = 17;

    private readonly Sequential features;

    /// <summary>Makes a network with fresh weights.</summary>
    public MobileNetV2Backbone()
        : base(nameof(MobileNetV2Backbone))
    {
        features = MobileNetV2.CreateFeatures()[..(At32 + 1)];

        RegisterComponents();
        Initialization.MobileNet(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> Channels => [16, 24, 32, 96, 320];

    /// <inheritdoc/>
    public override (Tensor At2, Tensor At4, Tensor At8, Tensor At16, Tensor At32) forward(Tensor x)
    {
        var at2 = Through(x, 0, At2);
        var at4 = Through(at2, At2 + 1, At4);
        var at8 = Through(at4, At4 + 1, At8);
        var at16 = Through(at8, At8 + 1, At16);
        return (at2, at4, at8, at16, Through(at16, At16 + 1, At32));
    }

    private Tensor Through(Tensor x, int first, int last)
    {
        for (var i = first; i <= last; i++)
            x = features[i].call(x);

        return x;
    }
}
