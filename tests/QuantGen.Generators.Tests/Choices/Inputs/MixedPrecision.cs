using QuantGen;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>First and last layer finer than the rest, one layer per tensor, one not merged, one by a descriptor, one in float.</summary>
[Quantize(WeightBits = 4)]
public sealed partial class MixedPrecision : Module<Tensor, Tensor>
{
    internal static readonly QuantDescriptor Fine = new() { Bits = 12, Calibrator = CalibratorKind.Histogram };

    [Quantize(WeightBits = 8)]
    private readonly Conv2d stem;

    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;

    [Quantize(Granularity.PerTensor, FoldBatchNorm = false)]
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;

    [Quantize(InputDescriptor = nameof(Fine), WeightDescriptor = nameof(Fine))]
    private readonly Conv2d conv3;

    [KeepFloat]
    private readonly Conv2d conv4;

    [Quantize(QuantizePools = true, ActivationBits = 6)]
    private readonly AdaptiveAvgPool2d pool;

    [Quantize(ActivationBits = 6)]
    private readonly Sequential head;

    public MixedPrecision(long channels) : base(nameof(MixedPrecision))
    {
        stem = Conv2d(3, channels, 3, padding: 1);
        conv1 = Conv2d(channels, channels, 1);
        bn1 = BatchNorm2d(channels);
        conv2 = Conv2d(channels, channels, 1);
        bn2 = BatchNorm2d(channels);
        conv3 = Conv2d(channels, channels, 1);
        conv4 = Conv2d(channels, channels, 1);
        pool = AdaptiveAvgPool2d(1);
        head = Sequential(Flatten(), Linear(channels, 10));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = bn1.call(conv1.call(stem.call(x)));
        x = bn2.call(conv2.call(x));
        return head.call(pool.call(conv4.call(conv3.call(x))));
    }
}
