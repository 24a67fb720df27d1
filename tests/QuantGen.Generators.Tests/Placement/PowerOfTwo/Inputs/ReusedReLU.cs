using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>One ReLU at three places, as in torchvision's first blocks.</summary>
[Quantize]
public sealed partial class ReusedReLU(long channels) : Module<Tensor, Tensor>(nameof(ReusedReLU))
{
    private readonly Conv2d conv1 = Conv2d(channels, channels, 1);
    private readonly Conv2d conv2 = Conv2d(channels, channels, 1);
    private readonly ReLU relu = ReLU();

    public override Tensor forward(Tensor x)
    {
        var y = relu.call(conv1.call(x));
        y = this.relu.forward(conv2.call(y));

        return relu.call(x + y);
    }
}
