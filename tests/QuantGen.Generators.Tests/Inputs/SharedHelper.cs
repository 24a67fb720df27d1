using QuantGen;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>One method runs at several places, and layers are handed to another.</summary>
[Quantize]
public sealed partial class SharedHelper : Module<Tensor, Tensor>
{
    private readonly Linear embed, left, right, other, output;

    public SharedHelper(long features) : base(nameof(SharedHelper))
    {
        embed = Linear(features, features);
        left = Linear(features, features);
        right = Linear(features, features);
        other = Linear(features, features);
        output = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var a = Embed(x);
        var b = Embed(a);
        var side = x.mean().item<float>() > 0 ? left : right;
        a = Residual(side, a) + Split(b);
        return Residual(other, Split(output.call(a)) + Split(a));
    }

    private Tensor Embed(Tensor x) => x + embed.call(x);

    private static Tensor Residual(Module<Tensor, Tensor> layer, Tensor x) => functional.relu(layer.call(x)) + x;

    private static Tensor Split(Tensor x) => x.view(x.shape[0], 2, -1).transpose(1, 2).reshape(x.shape[0], -1);
}
