using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The residual block of the shallower ResNets: two 3x3 convolutions beside a skip connection (He et al. 2016, figure 5, left).</summary>
[Quantize(PerChannel)]
public sealed partial class BasicBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly ReLU relu;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly ReLU relu2;
    private readonly Module<Tensor, Tensor>? downsample;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="stride">Stride of the first convolution: 2 halves height and width.</param>
    /// <param name="downsample">What brings the input to the output's shape; null where they are equal already.</param>
    public BasicBlock(long inChannels, long channels, long stride = 1, Module<Tensor, Tensor>? downsample = null)
        : base(nameof(BasicBlock))
    {
        conv1 = Conv2d(inChannels, channels, 3, stride: stride, padding: 1, bias: false);
        bn1 = BatchNorm2d(channels);
        relu = ReLU(inplace: true);
        conv2 = Conv2d(channels, channels, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(channels);
        relu2 = ReLU(inplace: true);
        this.downsample = downsample;

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var identity = x;

        var output = relu.call(bn1.call(conv1.call(x)));
        output = bn2.call(conv2.call(output));

        if (downsample is not null)
            identity = downsample.call(x);

        output += identity;
        return relu2.call(output);
    }
}
