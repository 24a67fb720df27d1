using System.Linq;
using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Layers that are made in a loop, in containers of both kinds.</summary>
[Quantize(WeightAlgorithm = LowBitAlgorithm.DoReFa, ActivationAlgorithm = LowBitAlgorithm.DoReFa, WeightBits = 1)]
public sealed partial class Containers : Module<Tensor, Tensor>
{
    private readonly Sequential features;

    [Quantize(WeightAlgorithm = LowBitAlgorithm.LqNets, ActivationAlgorithm = LowBitAlgorithm.LqNets, WeightBits = 2)]
    private readonly ModuleList<Conv2d> stages;

    private readonly Dropout dropout = Dropout(0.1);
    private readonly Conv2d head = Conv2d(8, 4, 1);

    public Containers(int depth)
        : base(nameof(Containers))
    {
        features = Sequential(Conv2d(8, 8, 3, padding: 1), BatchNorm2d(8), ReLU(), AvgPool2d(2), Conv2d(8, 8, 3, padding: 1), ReLU());
        stages = new ModuleList<Conv2d>(Enumerable.Range(0, depth).Select(_ => Conv2d(8, 8, 3, padding: 1)).ToArray());
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = features.call(x);
        foreach (var stage in stages)
            x = stage.call(x);

        return head.call(dropout.call(x));
    }
}
