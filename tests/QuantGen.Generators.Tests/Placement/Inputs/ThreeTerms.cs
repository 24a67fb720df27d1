using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Sums of three terms: in one expression, by assignment, in place.</summary>
[Quantize]
public sealed partial class ThreeTerms : Module<Tensor, Tensor>
{
    private readonly Linear left;
    private readonly Linear right;
    private readonly Linear third;

    public ThreeTerms(long features) : base(nameof(ThreeTerms))
    {
        left = Linear(features, features);
        right = Linear(features, features);
        third = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = x + left.call(x) + right.call(x);
        y += third.call(y) - x;
        return y.add(third.call(y)).add_(x);
    }
}
