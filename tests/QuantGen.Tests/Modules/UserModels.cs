using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static QuantGen.Tests.Modules.UserBlocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>Models that hold other models, as users write them, with the halves that an annotation would add.</summary>
internal static class UserModels
{
    /// <summary>A model of blocks: one in a field, others in a container.</summary>
    public sealed class Network : Module<Tensor, Tensor>, IQuantizable
    {
        private readonly Conv2d stem;
        private readonly Block first;
        private readonly Sequential blocks;
        private readonly Conv2d shared;
        private readonly Mixer mixer;
        private readonly Linear fc;

        public Network()
            : base(nameof(Network))
        {
            stem = Conv2d(1, 2, 1);
            first = new Block(2);
            blocks = Sequential(("0", new Block(2)), ("1", new Block(2)));
            shared = Conv2d(2, 2, 1);
            mixer = new Mixer(shared);
            fc = Linear(4, 3);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var x = blocks.call(first.call(stem.call(input)));
            return fc.call(mixer.call(x, shared.call(x)).flatten(2));
        }

        public QuantNetwork ToQuantized(QuantizationOptions? options = null) => new(options, stem, first, blocks, shared, mixer, fc);

        Module IQuantizable.ToQuantized(QuantizationOptions? options) => ToQuantized(options);
    }

    /// <summary>Its twin, as the generator writes it.</summary>
    public sealed class QuantNetwork : Module<Tensor, Tensor>
    {
        private readonly QuantConv2d stem;
        private readonly QuantBlock first;
        private readonly QuantSequential blocks;
        private readonly QuantConv2d shared;
        private readonly Module<Tensor, Tensor, Tensor> mixer;
        private readonly QuantLinear fc;
        private readonly TensorQuantizer fc_input_quantizer_2;
        private readonly TensorQuantizer? output_quantizer;

        internal QuantNetwork(
            QuantizationOptions? options, Conv2d stem, Block first, Sequential blocks, Conv2d shared, Module<Tensor, Tensor, Tensor> mixer,
            Linear fc)
            : base(nameof(QuantNetwork))
        {
            var layers = new LayerConverter(Granularity.PerChannel, options);
            this.stem = layers.Quantize(stem);
            this.first = first.ToQuantized(layers.Options);
            this.blocks = layers.Convert(blocks);
            this.shared = layers.Quantize(shared);
            this.mixer = layers.Convert(mixer);
            this.fc = layers.Quantize(fc);
            fc_input_quantizer_2 = layers.ActivationQuantizer();
            output_quantizer = layers.OutputQuantizer();
            RegisterComponents();
            layers.Complete(this);
        }

        public override Tensor forward(Tensor input)
        {
            var x = blocks.call(first.call(stem.call(input)));
            return output_quantizer.CallIfPresent(fc.call(mixer.call(x, shared.call(x)).flatten(2)));
        }
    }

    /// <summary>A model of two inputs that shares a layer with another one.</summary>
    public sealed class Mixer : Module<Tensor, Tensor, Tensor>, IQuantizable
    {
        private readonly Conv2d conv;

        public Mixer(Conv2d conv)
            : base(nameof(Mixer))
        {
            this.conv = conv;
            RegisterComponents();
        }

        public override Tensor forward(Tensor left, Tensor right) => conv.call(left) + right;

        public Module ToQuantized(QuantizationOptions? options = null) => new QuantMixer(options, conv);
    }

    /// <summary>Its twin, as the generator writes it.</summary>
    public sealed class QuantMixer : Module<Tensor, Tensor, Tensor>
    {
        private readonly QuantConv2d conv;
        private readonly TensorQuantizer residual_quantizer;
        private readonly TensorQuantizer? output_quantizer;

        internal QuantMixer(QuantizationOptions? options, Conv2d conv)
            : base(nameof(QuantMixer))
        {
            var layers = new LayerConverter(Granularity.PerTensor, options);
            this.conv = layers.Quantize(conv);
            residual_quantizer = layers.ActivationQuantizer();
            output_quantizer = layers.OutputQuantizer();
            RegisterComponents();
            layers.Complete(this);
        }

        public override Tensor forward(Tensor left, Tensor right) =>
            output_quantizer.CallIfPresent(conv.call(left) + residual_quantizer.call(right));
    }
}
