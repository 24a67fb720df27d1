using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// ResNet for pictures of the size of ImageNet's (He et al. 2016), with torchvision's structure, parameter names and initialisation,
/// so that torchvision's weights load. Takes N x 3 x H x W, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class ResNet : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly ReLU relu;
    private readonly MaxPool2d maxpool;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Flatten flatten;
    private readonly Linear fc;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="block">The kind of block.</param>
    /// <param name="blocks">How many blocks each of the four stages has.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="width">How wide <see cref="Bottleneck"/>s are, for ResNeXt and wide ResNets; null for a plain ResNet.</param>
    public ResNet(
        ResidualBlock block, (int First, int Second, int Third, int Fourth) blocks, long classes = 1000, BottleneckWidth? width = null)
        : base(nameof(ResNet))
    {
        conv1 = Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(64);
        relu = ReLU(inplace: true);
        maxpool = MaxPool2d(3, stride: 2, padding: 1);
        layer1 = Stage.Create(block, 64, 64, blocks.First, width: width);
        layer2 = Stage.Create(block, Stage.OutChannels(block, 64), 128, blocks.Second, stride: 2, width);
        layer3 = Stage.Create(block, Stage.OutChannels(block, 128), 256, blocks.Third, stride: 2, width);
        layer4 = Stage.Create(block, Stage.OutChannels(block, 256), 512, blocks.Fourth, stride: 2, width);
        avgpool = AdaptiveAvgPool2d(1);
        flatten = Flatten();
        fc = Linear(Stage.OutChannels(block, 512), classes);

        RegisterComponents();
        Initialization.ResNet(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = maxpool.call(relu.call(bn1.call(conv1.call(x))));

        x = layer1.call(x);
        x = layer2.call(x);
        x = layer3.call(x);
        x = layer4.call(x);

        return fc.call(flatten.call(avgpool.call(x)));
    }
}
