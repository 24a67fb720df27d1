using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// SqueezeNet's block (Iandola et al. 2016, figure 1): a 1x1 convolution to few channels, then 1x1 and 3x3 convolutions beside each other,
/// whose outputs are joined.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class Fire : Module<Tensor, Tensor>
{
    private readonly Conv2d squeeze;
    private readonly ReLU squeeze_activation = ReLU(inplace: true);
    private readonly Conv2d expand1x1;
    private readonly ReLU expand1x1_activation = ReLU(inplace: true);
    private readonly Conv2d expand3x3;
    private readonly ReLU expand3x3_activation = ReLU(inplace: true);

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="squeezed">Channels between the convolutions.</param>
    /// <param name="expanded">Channels that each of the two convolutions puts out; the output has twice as many.</param>
    public Fire(long inChannels, long squeezed, long expanded)
        : base(nameof(Fire))
    {
        squeeze = Conv2d(inChannels, squeezed, 1);
        expand1x1 = Conv2d(squeezed, expanded, 1);
        expand3x3 = Conv2d(squeezed, expanded, 3, padding: 1);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = squeeze_activation.call(squeeze.call(x));
        return cat(
            [
                expand1x1_activation.call(expand1x1.call(x)),
                expand3x3_activation.call(expand3x3.call(x)),
            ],
            dim: 1);
    }
}
