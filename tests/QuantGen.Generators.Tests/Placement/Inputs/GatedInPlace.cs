using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Products in all the ways that write into a tensor.</summary>
[Quantize]
public sealed partial class GatedInPlace : Module<Tensor, Tensor>
{
    private readonly Linear value;
    private readonly Linear gate;

    public GatedInPlace(long features) : base(nameof(GatedInPlace))
    {
        value = Linear(features, features);
        gate = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        // Chained: nobody sees the old tensor again.
        var y = value.call(x).mul_(gate.call(x));

        // A statement: the product goes back into the variable.
        y.mul_(gate.call(y));

        // Two names of one tensor: the left operand must stay in its place.
        var other = y;
        y.mul_(gate.call(x));
        other = other + y;

        // An assignment is written out.
        other *= gate.call(other) - value.call(other);
        return other;
    }
}
