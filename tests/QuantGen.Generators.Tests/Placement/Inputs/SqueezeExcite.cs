using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Channels weighted by what a small network makes of their means.</summary>
[Quantize]
public sealed partial class SqueezeExcite : Module<Tensor, Tensor>
{
    private readonly AdaptiveAvgPool2d pool;
    private readonly Conv2d fc1;
    private readonly Conv2d fc2;
    private readonly ReLU relu;
    private readonly Sigmoid sigmoid;

    public SqueezeExcite(long channels) : base(nameof(SqueezeExcite))
    {
        pool = AdaptiveAvgPool2d(1);
        fc1 = Conv2d(channels, channels / 4, 1);
        fc2 = Conv2d(channels / 4, channels, 1);
        relu = ReLU();
        sigmoid = Sigmoid();
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var weights = sigmoid.call(fc2.call(relu.call(fc1.call(pool.call(x)))));
        return x * weights;
    }
}
