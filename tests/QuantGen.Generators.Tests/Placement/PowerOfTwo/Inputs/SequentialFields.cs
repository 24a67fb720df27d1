using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Containers, which quantize what they make by themselves, before an activation, a sum and the end.</summary>
[Quantize]
public sealed partial class SequentialFields : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Sequential branch;
    private readonly Sequential classifier;
    private readonly ReLU relu = ReLU();

    public SequentialFields(long channels) : base(nameof(SequentialFields))
    {
        features = Sequential(
            ("conv", Conv2d(channels, channels, 3, padding: 1)),
            ("norm", BatchNorm2d(channels)),
            ("act", ReLU()),
            ("inner", Sequential(Conv2d(channels, channels, 1), BatchNorm2d(channels))));
        branch = Sequential(Conv2d(channels, channels, 1), BatchNorm2d(channels));
        classifier = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(channels, 4));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = relu.call(features.call(x));
        x = x + branch.call(x);

        return classifier.call(x);
    }
}
