using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Two residual sums, a sum with a number, a sum of sizes, and a sum that no quantized layer leads to.</summary>
[Quantize]
public sealed partial class TwoAdds : Module<Tensor, Tensor>
{
    private readonly Linear attention;
    private readonly Linear mlp;
    private readonly GELU gelu;

    public TwoAdds(long features) : base(nameof(TwoAdds))
    {
        attention = Linear(features, features);
        mlp = Linear(features, features);
        gelu = GELU();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var size = x.shape[0] + x.shape[1];
        x = x + attention.call(x);
        x = gelu.call(mlp.call(x)).add(x) + 1;
        return x + x.mean() + size;
    }
}
