using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A layer of a dense block (Huang et al. 2017, section 3): BatchNorm, ReLU and 1x1 convolution, then BatchNorm, ReLU and 3x3 convolution.
/// Gives the channels that it adds.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class DenseLayer : Module<Tensor, Tensor>
{
    private readonly BatchNorm2d norm1;
    private readonly ReLU relu1 = ReLU(inplace: true);
    private readonly Conv2d conv1;
    private readonly BatchNorm2d norm2;
    private readonly ReLU relu2 = ReLU(inplace: true);
    private readonly Conv2d conv2;

    /// <summary>Makes a layer with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="growth">Channels of the output.</param>
    /// <param name="bottleneck">Channels between the convolutions, over those of the output.</param>
    public DenseLayer(long inChannels, long growth, long bottleneck = 4)
        : base(nameof(DenseLayer))
    {
        norm1 = BatchNorm2d(inChannels);
        conv1 = Conv2d(inChannels, bottleneck * growth, 1, bias: false);
        norm2 = BatchNorm2d(bottleneck * growth);
        conv2 = Conv2d(bottleneck * growth, growth, 3, padding: 1, bias: false);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var bottleneck = conv1.call(relu1.call(norm1.call(x)));
        return conv2.call(relu2.call(norm2.call(bottleneck)));
    }
}
