using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A path that ends early, and one that a flag decides.</summary>
[Quantize]
public sealed partial class EarlyReturn : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;
    private readonly bool isDeep;

    public EarlyReturn(long channels, bool isDeep) : base(nameof(EarlyReturn))
    {
        conv1 = Conv2d(channels, channels, 1);
        conv2 = Conv2d(channels, channels, 1);
        this.isDeep = isDeep;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();

        var y = conv1.call(x);
        if (!isDeep)
            return y.MoveToOuterDisposeScope();

        return (conv2.call(y) + x).MoveToOuterDisposeScope();
    }
}
