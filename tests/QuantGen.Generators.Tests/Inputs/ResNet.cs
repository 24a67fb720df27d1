using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

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
    /// <param name="blocks">How many blocks each of the four stages has.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    public ResNet(int[] blocks, long classes = 1000)
        : base(nameof(ResNet))
    {
        conv1 = Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(64);
        relu = ReLU(inplace: true);
        maxpool = MaxPool2d(3, stride: 2, padding: 1);
        layer1 = Stage(64, 64, blocks[0]);
        layer2 = Stage(64, 128, blocks[1], stride: 2);
        layer3 = Stage(128, 256, blocks[2], stride: 2);
        layer4 = Stage(256, 512, blocks[3], stride: 2);
        avgpool = AdaptiveAvgPool2d(1);
        flatten = Flatten();
        fc = Linear(512, classes);

        RegisterComponents();
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

    private static Sequential Stage(long inChannels, long channels, int blocks, long stride = 1)
    {
        var downsample = stride == 1 ? null : Sequential(Conv2d(inChannels, channels, 1, stride: stride, bias: false), BatchNorm2d(channels));
        var row = Sequential(new BasicBlock(inChannels, channels, stride, downsample));
        for (var i = 1; i < blocks; i++)
            row.append(new BasicBlock(channels, channels));
        return row;
    }
}
