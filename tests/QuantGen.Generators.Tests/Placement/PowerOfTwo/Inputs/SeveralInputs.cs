using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Two inputs, of which one is looked up as well, and two results.</summary>
[Quantize]
public sealed partial class SeveralInputs : Module<Tensor, Tensor, (Tensor, Tensor)>
{
    private readonly Linear left = Linear(8, 8), right = Linear(8, 8), head = Linear(8, 2);
    private readonly ReLU relu = ReLU();

    public SeveralInputs() : base(nameof(SeveralInputs)) => RegisterComponents();

    public override (Tensor, Tensor) forward(Tensor x, Tensor y)
    {
        var sum = relu.call(left.call(x) + right.call(y));
        return (sum, head.call(sum));
    }
}
