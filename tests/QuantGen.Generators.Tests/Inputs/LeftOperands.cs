using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using t = TorchSharp.torch;

namespace Samples;

/// <summary>Sums whose left operand is the skip path, written in every way.</summary>
[Quantize]
public sealed partial class LeftOperands : Module<Tensor, Tensor>
{
    private readonly Linear a, b, c, d, e;
    private readonly ReLU relu;

    public LeftOperands(long features) : base(nameof(LeftOperands))
    {
        a = Linear(features, features);
        b = Linear(features, features);
        c = Linear(features, features);
        d = Linear(features, features);
        e = Linear(features, features);
        relu = ReLU();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        // The caller's own tensor is written into, so the other operand is quantized.
        x.add_(a.call(x));

        var skip = relu.call(x);
        skip += b.call(skip);

        var y = relu.call(skip);
        y.add_(c.call(y));

        var z = y.clone();
        var alias = z;
        z.add_(d.call(z));
        z = alias.relu();

        z = relu.call(z);
        return t.add(z, e.call(z)).add_(x);
    }
}
