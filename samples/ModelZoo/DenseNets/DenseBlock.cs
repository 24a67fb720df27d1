using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>A dense block (Huang et al. 2017, figure 1): each layer reads the outputs of all layers before it.</summary>
/// <remarks>The layers are named layers.0, layers.1, ... where torchvision has denselayer1, denselayer2, ...</remarks>
[Quantize(PerChannel)]
public sealed partial class DenseBlock : Module<Tensor, Tensor>
{
    private readonly ModuleList<DenseLayer> layers = new();

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="count">How many layers.</param>
    /// <param name="growth">Channels that each layer adds.</param>
    public DenseBlock(long inChannels, int count, long growth)
        : base(nameof(DenseBlock))
    {
        for (var i = 0; i < count; i++)
            layers.Add(new DenseLayer(inChannels + (i * growth), growth));

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var features = new List<Tensor> { x };
        foreach (var layer in layers)
            features.Add(layer.call(cat(features, 1)));

        return cat(features, 1);
    }
}
