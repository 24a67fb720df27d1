using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// The residual block of the deeper ResNets: 1x1, 3x3 and 1x1 convolution beside a skip connection (He et al. 2016, figure 5, right).
/// As in torchvision the 3x3 convolution carries the stride (ResNet v1.5).
/// </summary>
[Quantize(PerChannel)]
public sealed partial class Bottleneck : Module<Tensor, Tensor>
{
    /// <summary>Channels of the output over those of the 3x3 convolution.</summary>
    public const long Expansion = 4;

    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly ReLU relu;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly ReLU relu2;
    private readonly Conv2d conv3;
    private readonly BatchNorm2d bn3;
    private readonly ReLU relu3;
    private readonly Module<Tensor, Tensor>? downsample;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">
    /// Channels of the 3x3 convolution, unless the width says otherwise; the output has <see cref="Expansion"/> times as many.
    /// </param>
    /// <param name="stride">Stride of the 3x3 convolution: 2 halves height and width.</param>
    /// <param name="downsample">What brings the input to the output's shape; null where they are equal already.</param>
    /// <param name="dilation">Dilation of the 3x3 convolution.</param>
    /// <param name="width">How wide the 3x3 convolution is; null for a plain ResNet's.</param>
    public Bottleneck(
        long inChannels,
        long channels,
        long stride = 1,
        Module<Tensor, Tensor>? downsample = null,
        long dilation = 1,
        BottleneckWidth? width = null)
        : base(nameof(Bottleneck))
    {
        width ??= BottleneckWidth.Plain;
        var inner = width.Of(channels);
        conv1 = Conv2d(inChannels, inner, 1, bias: false);
        bn1 = BatchNorm2d(inner);
        relu = ReLU(inplace: true);
        conv2 = Conv2d(inner, inner, 3, stride: stride, padding: dilation, dilation: dilation, groups: width.Groups, bias: false);
        bn2 = BatchNorm2d(inner);
        relu2 = ReLU(inplace: true);
        conv3 = Conv2d(inner, channels * Expansion, 1, bias: false);
        bn3 = BatchNorm2d(channels * Expansion);
        relu3 = ReLU(inplace: true);
        this.downsample = downsample;

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var identity = x;

        var output = relu.call(bn1.call(conv1.call(x)));
        output = relu2.call(bn2.call(conv2.call(output)));
        output = bn3.call(conv3.call(output));

        if (downsample is not null)
            identity = downsample.call(x);

        output += identity;
        return relu3.call(output);
    }
}
