using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A classifier of pictures whose blocks a <see cref="Structure"/> has shaped: see <see cref="StructuredModels"/>. Takes N x 3 x H x W, gives N
/// x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class StructuredNetwork : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> stem;
    private readonly Module<Tensor, Tensor> features;
    private readonly Module<Tensor, Tensor>? tail;
    private readonly AdaptiveAvgPool2d? avgpool;
    private readonly Flatten flatten;
    private readonly Linear fc;

    /// <summary>Makes a network of parts that fit each other.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="stem">The first convolution and what belongs to it.</param>
    /// <param name="features">The blocks.</param>
    /// <param name="tail">What stands between blocks and classifier; null for nothing.</param>
    /// <param name="pools">Whether each channel is averaged before the classifier.</param>
    /// <param name="fc">The classifier.</param>
    internal StructuredNetwork(
        string name, Module<Tensor, Tensor> stem, Module<Tensor, Tensor> features, Module<Tensor, Tensor>? tail, bool pools, Linear fc)
        : base(name)
    {
        this.stem = stem;
        this.features = features;
        this.tail = tail;
        if (pools)
            avgpool = AdaptiveAvgPool2d(1);
        flatten = Flatten();
        this.fc = fc;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = features.call(stem.call(x));
        if (tail is not null)
            x = tail.call(x);
        if (avgpool is not null)
            x = avgpool.call(x);

        return fc.call(flatten.call(x));
    }
}
