using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// MobileNetV2's block (Sandler et al. 2018, figure 4): 1x1 convolution to more channels, 3x3 depthwise convolution, 1x1 convolution
/// to few channels without activation, and a skip connection where input and output have the same shape.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class InvertedResidual : Module<Tensor, Tensor>
{
    private readonly Sequential conv;
    private readonly bool addsInput;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="stride">Stride of the depthwise convolution, 1 or 2.</param>
    /// <param name="expansion">Channels of the depthwise convolution over those of the input; 1 leaves the first convolution out.</param>
    /// <param name="activation">Makes the activations; null for ReLU6s.</param>
    public InvertedResidual(long inChannels, long outChannels, long stride, long expansion, Func<Module<Tensor, Tensor>>? activation = null)
        : base(nameof(InvertedResidual))
    {
        var hidden = inChannels * expansion;
        addsInput = stride == 1 && inChannels == outChannels;

        conv = Sequential();
        if (expansion != 1)
            conv.append(ConvNormActivation.Create(inChannels, hidden, kernel: 1, activation: activation));
        conv.append(ConvNormActivation.Create(hidden, hidden, kernel: 3, stride, groups: hidden, activation));
        conv.append(Conv2d(hidden, outChannels, 1, bias: false));
        conv.append(BatchNorm2d(outChannels));

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        if (addsInput)
            return x + conv.call(x);

        return conv.call(x);
    }
}
