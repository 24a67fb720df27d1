using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// ResNet for pictures of 32x32 (He et al. 2016, section 4.2): 6n+2 layers in three stages of 16, 32 and 64 channels.
/// Takes N x 3 x 32 x 32, gives N x classes.
/// </summary>
/// <remarks>
/// Where a stage changes the shape, the skip path is a 1x1 convolution with BatchNorm (the paper's option B, as in torchvision's ResNets)
/// and not a strided slice padded with zeros (option A): about 1 % more parameters (272,474 against 269,722 in ResNet-20), the same
/// parameter names as torchvision's, and layers that every deployment target can quantize.
/// </remarks>
[Quantize(PerChannel)]
public sealed partial class CifarResNet : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly ReLU relu;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Flatten flatten;
    private readonly Linear fc;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="depth">Layers with weights on the main path: 6n+2, such as 20, 32 or 56.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6n+2.</exception>
    public CifarResNet(int depth, long classes = 10)
        : base(nameof(CifarResNet))
    {
        if (depth < 8 || (depth - 2) % 6 != 0)
            throw new ArgumentOutOfRangeException(nameof(depth), depth, "The depth of a ResNet for CIFAR is 6n+2, such as 20, 32 or 56.");

        var blocks = (depth - 2) / 6;
        conv1 = Conv2d(3, 16, 3, padding: 1, bias: false);
        bn1 = BatchNorm2d(16);
        relu = ReLU(inplace: true);
        layer1 = Stage.Create(ResidualBlock.Basic, 16, 16, blocks);
        layer2 = Stage.Create(ResidualBlock.Basic, 16, 32, blocks, stride: 2);
        layer3 = Stage.Create(ResidualBlock.Basic, 32, 64, blocks, stride: 2);
        avgpool = AdaptiveAvgPool2d(1);
        flatten = Flatten();
        fc = Linear(64, classes);

        RegisterComponents();
        Initialization.ResNet(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = relu.call(bn1.call(conv1.call(x)));

        x = layer1.call(x);
        x = layer2.call(x);
        x = layer3.call(x);

        return fc.call(flatten.call(avgpool.call(x)));
    }
}
