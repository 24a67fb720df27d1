using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Arithmetic that stays in float: by numbers, by what the class holds, of one value with itself, before any layer.</summary>
[Quantize]
public sealed partial class PlainArithmetic : Module<Tensor, Tensor>
{
    private readonly Parameter scale;
    private readonly Linear fc;

    public PlainArithmetic(long features) : base(nameof(PlainArithmetic))
    {
        scale = new Parameter(ones(features) * 2);
        fc = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x * x.mean() + x.sigmoid();
        x = cat([x, x * 2], 0);
        x = fc.call(x) * scale * 0.5;
        return x.mul(x.sigmoid()) + x * x;
    }
}
