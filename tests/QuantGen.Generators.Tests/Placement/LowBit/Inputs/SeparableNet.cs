using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>MobileNet in small: depthwise convolutions stay in float, pointwise ones have binary weights, the head has eight bits.</summary>
[Quantize(Granularity.PerTensor, WeightAlgorithm = LowBitAlgorithm.Xnor, ActivationAlgorithm = LowBitAlgorithm.LsqPlus, ActivationBits = 4)]
public sealed partial class SeparableNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(8, 16, 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d stemNorm = BatchNorm2d(16);
    private readonly ReLU6 relu = ReLU6();

    [KeepFloat]
    private readonly Conv2d depthwise = Conv2d(16, 16, 3, padding: 1, groups: 16, bias: false);
    private readonly BatchNorm2d depthwiseNorm = BatchNorm2d(16);

    private readonly Conv2d pointwise = Conv2d(16, 32, 1, bias: false);
    private readonly BatchNorm2d pointwiseNorm = BatchNorm2d(32);

    private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
    private readonly Flatten flatten = Flatten();

    [Quantize(Granularity.PerChannel, WeightAlgorithm = LowBitAlgorithm.LsqStep, WeightBits = 8, ActivationAlgorithm = LowBitAlgorithm.LsqStep, ActivationBits = 8)]
    private readonly Linear head = Linear(32, 10);

    public SeparableNet()
        : base(nameof(SeparableNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = relu.call(stemNorm.call(stem.call(x)));
        x = relu.call(depthwiseNorm.call(depthwise.call(x)));
        x = relu.call(pointwiseNorm.call(pointwise.call(x)));
        return head.call(flatten.call(pool.call(x)));
    }
}
