using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>EfficientNet's block: MobileNetV2's with weighing of channels and stochastic depth (Tan and Le 2019, section 4).</summary>
[Quantize(PerChannel)]
public sealed partial class MBConv : Module<Tensor, Tensor>
{
    private readonly Sequential block;
    private readonly StochasticDepth? stochastic_depth;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="options">What the row of blocks looks like that it belongs to.</param>
    /// <param name="isFirst">Whether it is the first of the row, which changes channels, height and width.</param>
    /// <param name="dropProbability">How often training leaves out its convolutions.</param>
    /// <param name="lite">Whether it has the lite form: ReLU6s in place of SiLU, and no weighing of channels.</param>
    public MBConv(MBConvOptions options, bool isFirst, double dropProbability, bool lite = false)
        : base(nameof(MBConv))
    {
        Func<Module<Tensor, Tensor>> activation = lite ? Activations.ReLU6 : Activations.SiLU;
        var inChannels = isFirst ? options.InChannels : options.OutChannels;
        var stride = isFirst ? options.Stride : 1;
        var inner = inChannels * options.Expansion;

        var layers = new List<Module<Tensor, Tensor>>();
        if (options.Expansion != 1)
            layers.Add(ConvNormActivation.Create(inChannels, inner, kernel: 1, activation: activation));
        layers.Add(ConvNormActivation.Create(inner, inner, options.Kernel, stride, groups: inner, activation));
        if (!lite)
            layers.Add(new SqueezeExcitation(inner, Math.Max(1, inChannels / 4), activation, Activations.Sigmoid));
        layers.Add(ConvNormActivation.CreateLinear(inner, options.OutChannels, kernel: 1));
        block = Sequential(layers);

        if (stride == 1 && inChannels == options.OutChannels)
            stochastic_depth = new StochasticDepth(dropProbability);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var y = block.call(x);
        return stochastic_depth is { } depth ? depth.call(y).add_(x) : y;
    }
}
