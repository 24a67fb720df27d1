using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Two instances of one block, of which the second one is coarser.</summary>
[Quantize]
public sealed partial class NestedChoice : Module<Tensor, Tensor>
{
    private readonly ChosenBlock first;

    [Quantize(WeightBits = 4)]
    private readonly ChosenBlock second;

    public NestedChoice(long features) : base(nameof(NestedChoice))
    {
        first = new ChosenBlock(features);
        second = new ChosenBlock(features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => second.call(first.call(x));
}

/// <summary>A block that says something itself.</summary>
[Quantize(WeightBits = 6, ActivationBits = 6)]
public sealed partial class ChosenBlock : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    [Quantize(WeightBits = 8)]
    private readonly Linear gate;

    public ChosenBlock(long features) : base(nameof(ChosenBlock))
    {
        fc = Linear(features, features);
        gate = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x) + gate.call(x);
}
