using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// MobileNetV3's block (Howard et al. 2019, figure 4): as <see cref="InvertedResidual"/>, with a choice of kernel and activation, and with
/// weighing of channels behind the depthwise convolution.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class MobileNetV3Block : Module<Tensor, Tensor>
{
    private readonly MobileNetV3BlockOptions options;
    private readonly Sequential block;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="options">What it looks like.</param>
    /// <param name="lite">Whether it has the lite form: ReLUs only, and no weighing of channels.</param>
    public MobileNetV3Block(MobileNetV3BlockOptions options, bool lite = false)
        : base(nameof(MobileNetV3Block))
    {
        this.options = options;
        Func<Module<Tensor, Tensor>> activation = options.UsesHardswish && !lite ? Activations.Hardswish : Activations.ReLU;
        var inner = options.Expanded;

        block = Sequential();
        if (inner != options.InChannels)
            block.append(ConvNormActivation.Create(options.InChannels, inner, kernel: 1, activation: activation, norm: MobileNetV3.Norm));
        block.append(ConvNormActivation.Create(inner, inner, options.Kernel, options.Stride, groups: inner, activation, MobileNetV3.Norm));
        if (options.WeighsChannels && !lite)
            block.append(new SqueezeExcitation(inner, Channels.Round(inner / 4), Activations.ReLU, Activations.Hardsigmoid));
        block.append(ConvNormActivation.CreateLinear(inner, options.OutChannels, kernel: 1, norm: MobileNetV3.Norm));

        RegisterComponents();
    }

    private bool AddsInput => options.Stride == 1 && options.InChannels == options.OutChannels;

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var y = block.call(x);
        if (AddsInput)
            y += x;

        return y;
    }
}
