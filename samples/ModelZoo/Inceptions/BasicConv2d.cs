using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The unit that Inception networks are made of: convolution, BatchNorm, ReLU.</summary>
[Quantize(PerChannel)]
public sealed partial class BasicConv2d : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;

    /// <summary>Makes a unit with a square kernel and fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="stride">Stride in both directions.</param>
    /// <param name="padding">Padding on all four sides.</param>
    public BasicConv2d(long inChannels, long outChannels, long kernel, long stride = 1, long padding = 0)
        : this(inChannels, outChannels, (kernel, kernel), (padding, padding), stride)
    {
    }

    /// <summary>Makes a unit with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="padding">Padding above and below, and on both sides.</param>
    /// <param name="stride">Stride in both directions.</param>
    public BasicConv2d(long inChannels, long outChannels, (long, long) kernel, (long, long) padding, long stride = 1)
        : base(nameof(BasicConv2d))
    {
        conv = Conv2d(inChannels, outChannels, kernel, stride: (stride, stride), padding: padding, bias: false);
        bn = BatchNorm2d(outChannels, eps: 0.001);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = conv.call(x);
        x = bn.call(x);
        return functional.relu(x, inplace: true);
    }
}
