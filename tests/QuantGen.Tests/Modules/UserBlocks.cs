using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>Classes as users write them.</summary>
internal static class UserBlocks
{
    /// <summary>A block as a user writes it, with the half that an annotation would add.</summary>
    public sealed class Block : Module<Tensor, Tensor>, IQuantizable
    {
        private readonly Conv2d conv;
        private readonly BatchNorm2d bn;
        private readonly ReLU relu;

        public Block(long channels)
            : base(nameof(Block))
        {
            conv = Conv2d(channels, channels, 3, padding: 1);
            bn = BatchNorm2d(channels);
            relu = ReLU();
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => relu.call(bn.call(conv.call(input))) + input;

        public QuantBlock ToQuantized(QuantizationOptions? options = null) => new(options, conv, bn, relu);

        Module IQuantizable.ToQuantized(QuantizationOptions? options) => ToQuantized(options);
    }

    /// <summary>Its twin, as the generator writes it.</summary>
    public sealed class QuantBlock : Module<Tensor, Tensor>
    {
        private readonly QuantConv2d conv;
        private readonly BatchNorm2d bn;
        private readonly ReLU relu;
        private readonly TensorQuantizer residual_quantizer;

        internal QuantBlock(QuantizationOptions? options, Conv2d conv, BatchNorm2d bn, ReLU relu)
            : base(nameof(QuantBlock))
        {
            var layers = new LayerConverter(Granularity.PerChannel, options);
            this.bn = layers.Copy(bn);
            this.conv = layers.Quantize(conv, foldedInto: this.bn);
            this.relu = layers.Copy(relu);
            residual_quantizer = layers.ActivationQuantizer();
            RegisterComponents();
            layers.Complete(this);
        }

        public override Tensor forward(Tensor input) => relu.call(conv.call(input)) + residual_quantizer.call(input);
    }

    /// <summary>A class of the user's that was not annotated.</summary>
    public sealed class PlainBlock() : Module<Tensor, Tensor>(nameof(PlainBlock))
    {
        public override Tensor forward(Tensor input) => input.square();
    }

    /// <summary>One that stays in float, with a parameter of its own.</summary>
    [KeepFloat]
    public sealed class Gate : Module<Tensor, Tensor>
    {
        private readonly Parameter scale = Parameter(ones(1));
        private readonly Linear linear = Linear(3, 3);

        public Gate()
            : base(nameof(Gate)) => RegisterComponents();

        public override Tensor forward(Tensor input) => linear.call(input) * scale;
    }

    /// <summary>One that stays in float but cannot be made without arguments.</summary>
    [KeepFloat]
    public sealed class SizedGate(int size) : Module<Tensor, Tensor>(nameof(SizedGate))
    {
        public override Tensor forward(Tensor input) => input * size;
    }

    /// <summary>A container that only builds its own children, as torchvision's ConvBNReLU.</summary>
    public sealed class ConvBatchNormRelu(long channels)
        : Sequential(("0", Conv2d(channels, channels, 1)), ("1", BatchNorm2d(channels)), ("2", ReLU6()));

    /// <summary>A container that does more than apply its children.</summary>
    public sealed class Doubling() : Sequential(("0", ReLU()))
    {
        public override Tensor forward(Tensor tensor) => base.forward(tensor) * 2;
    }
}
