using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>RegNetX's block (Radosavovic et al. 2020, figure 4): 1x1, grouped 3x3 and 1x1 convolution beside a skip connection.</summary>
[Quantize(PerChannel)]
public sealed partial class RegNetBlock : Module<Tensor, Tensor>
{
    private readonly Sequential? proj;
    private readonly Sequential f;
    private readonly Module<Tensor, Tensor> activation;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="stride">Stride of the 3x3 convolution: 2 halves height and width.</param>
    /// <param name="groupWidth">Channels of a group of the 3x3 convolution.</param>
    public RegNetBlock(long inChannels, long outChannels, long stride, long groupWidth)
        : base(nameof(RegNetBlock))
    {
        proj = stride == 1 && inChannels == outChannels
            ? null
            : ConvNormActivation.CreateLinear(inChannels, outChannels, kernel: 1, stride);
        f = Sequential(
            ("a", ConvNormActivation.Create(inChannels, outChannels, kernel: 1, activation: Activations.ReLU)),
            ("b", ConvNormActivation.Create(outChannels, outChannels, kernel: 3, stride, outChannels / groupWidth, Activations.ReLU)),
            ("c", ConvNormActivation.CreateLinear(outChannels, outChannels, kernel: 1)));
        activation = ReLU(inplace: true);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var sum = (proj is null ? x : proj.call(x)) + f.call(x);
        return activation.call(sum);
    }
}
