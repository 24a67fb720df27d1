using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Three branches side by side.</summary>
[Quantize]
public sealed partial class InceptionBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d branch1;
    private readonly Conv2d branch3;
    private readonly MaxPool2d pool;
    private readonly ReLU relu;

    public InceptionBlock(long channels) : base(nameof(InceptionBlock))
    {
        branch1 = Conv2d(channels, channels, 1);
        branch3 = Conv2d(channels, channels, 3, padding: 1);
        pool = MaxPool2d(3, stride: 1, padding: 1);
        relu = ReLU();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var wide = branch3.call(x);
        return relu.call(cat([branch1.call(x), wide, pool.call(x)], dim: 1));
    }
}
