using System.Collections.Generic;
using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Each layer reads all that came before it.</summary>
[Quantize]
public sealed partial class DenseBlock : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers;

    public DenseBlock(long channels, long growth, int count) : base(nameof(DenseBlock))
    {
        layers = new ModuleList<Module<Tensor, Tensor>>();
        for (var i = 0; i < count; i++)
            layers.Add(Conv2d(channels + i * growth, growth, 3, padding: 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var features = new List<Tensor> { x };
        foreach (var layer in layers)
            features.Add(layer.call(cat(features, 1)));
        return cat(features, 1);
    }
}
