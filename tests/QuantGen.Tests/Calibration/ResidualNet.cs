using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

/// <summary>The residual network of the golden flows: a block with a downsampled skip, a pool that stays in float, and a classifier.</summary>
internal sealed class ResidualNet : Module<Tensor, Tensor>
{
    private readonly ResidualBlock block;
    private readonly AdaptiveAvgPool2d pool;
    private readonly QuantLinear fc;

    public ResidualNet(long channels, CalibratorKind inputs)
        : base(nameof(ResidualNet))
    {
        var input = QuantDescriptor.Int8PerTensor with { Calibrator = inputs };
        block = new ResidualBlock(channels, input);
        pool = AdaptiveAvgPool2d(2);
        using var linear = Linear(channels * 4, 5);
        fc = new QuantLinear(linear, input, QuantDescriptor.Int8LinearWeightPerRow);
        RegisterComponents();
        this.NameQuantizers();
    }

    public override Tensor forward(Tensor input) => fc.call(pool.call(block.call(input)).flatten(1));

    private sealed class ResidualBlock : Module<Tensor, Tensor>
    {
        private readonly QuantConv2d conv1;
        private readonly QuantConv2d conv2;
        private readonly QuantConv2d down;
        private readonly TensorQuantizer residual_quantizer;

        public ResidualBlock(long channels, QuantDescriptor input)
            : base(nameof(ResidualBlock))
        {
            using var first = Conv2d(2, channels, 3, padding: 1);
            using var second = Conv2d(channels, channels, 3, padding: 1);
            using var skip = Conv2d(2, channels, 1);
            conv1 = new QuantConv2d(first, input, QuantDescriptor.Int8ConvWeightPerChannel);
            conv2 = new QuantConv2d(second, input, QuantDescriptor.Int8ConvWeightPerChannel);
            down = new QuantConv2d(skip, input, QuantDescriptor.Int8ConvWeightPerChannel);
            residual_quantizer = new TensorQuantizer(input);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var output = conv2.call(conv1.call(input).relu());
            return (output + residual_quantizer.call(down.call(input))).relu();
        }
    }
}
