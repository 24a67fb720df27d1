using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Activations that are no layers: functions, methods, in place, in a helper.</summary>
[Quantize]
public sealed partial class FunctionalReLU : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2, conv3;
    private readonly BatchNorm2d bn;

    public FunctionalReLU(long channels) : base(nameof(FunctionalReLU))
    {
        conv1 = Conv2d(channels, channels, 3, padding: 1);
        bn = BatchNorm2d(channels);
        conv2 = Conv2d(channels, channels, 3, padding: 1);
        conv3 = Conv2d(channels, channels, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = functional.relu(bn.call(conv1.call(x)));
        var z = conv2.call(y);
        z.relu_();
        y = y.add(z);
        y += Rectified(conv3.call(y));

        return functional.max_pool2d(y, 2).relu6();
    }

    private static Tensor Rectified(Tensor x) => functional.relu(x);
}
