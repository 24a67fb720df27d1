using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// ResNet-50 without its classifier whose last two stages are dilated instead of strided (Chen et al. 2017, section 3.1). Takes
/// N x 3 x H x W, gives what the third and the fourth stage make, both at an eighth of the size.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class DilatedResNet : Module<Tensor, (Tensor Middle, Tensor Last)>
{
    /// <summary>Channels of the third stage's output.</summary>
    public const long MiddleChannels = 256 * Bottleneck.Expansion;

    /// <summary>Channels of the fourth stage's output.</summary>
    public const long OutChannels = 512 * Bottleneck.Expansion;

    private readonly Conv2d conv1 = Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(64);
    private readonly ReLU relu = ReLU(inplace: true);
    private readonly MaxPool2d maxpool = MaxPool2d(3, stride: 2, padding: 1);
    private readonly Sequential layer1 = Stage.Create(ResidualBlock.Bottleneck, 64, 64, 3);
    private readonly Sequential layer2 = Stage.Create(ResidualBlock.Bottleneck, 256, 128, 4, stride: 2);
    private readonly Sequential layer3 = Stage.CreateDilated(512, 256, 6, firstDilation: 1, dilation: 2);
    private readonly Sequential layer4 = Stage.CreateDilated(MiddleChannels, 512, 3, firstDilation: 2, dilation: 4);

    /// <summary>Makes a network with fresh weights.</summary>
    public DilatedResNet()
        : base(nameof(DilatedResNet))
    {
        RegisterComponents();
        Initialization.ResNet(this);
    }

    /// <inheritdoc/>
    public override (Tensor Middle, Tensor Last) forward(Tensor x)
    {
        x = maxpool.call(relu.call(bn1.call(conv1.call(x))));
        var middle = layer3.call(layer2.call(layer1.call(x)));
        return (middle, layer4.call(middle));
    }
}
