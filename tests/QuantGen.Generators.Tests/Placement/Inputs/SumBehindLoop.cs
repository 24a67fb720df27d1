using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A sum and a product of which only a loop's body holds layers.</summary>
[Quantize]
public sealed partial class SumBehindLoop : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers;

    public SumBehindLoop(long features, int count) : base(nameof(SumBehindLoop))
    {
        layers = new ModuleList<Module<Tensor, Tensor>>();
        for (var i = 0; i < count; i++)
            layers.Add(Linear(features, features));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = x;
        foreach (var layer in layers)
            y = layer.call(y);
        return y * x.sigmoid() + x;
    }
}
