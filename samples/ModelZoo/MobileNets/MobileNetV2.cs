using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// MobileNetV2 of width 1.0 (Sandler et al. 2018, table 2), with torchvision's structure, parameter names and initialisation, so that
/// torchvision's weights load. Takes N x 3 x H x W, gives N x classes.
/// </summary>
/// <remarks>torchvision pools and flattens by functions in forward; here they are modules, which have no parameters and change no name.</remarks>
[Quantize(PerChannel)]
public sealed partial class MobileNetV2 : Module<Tensor, Tensor>
{
    private const long LastChannels = 1280;

    private static readonly (long Expansion, long Channels, int Blocks, long Stride)[] Stages =
    [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ];

    private readonly Sequential features;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Flatten flatten;
    private readonly Sequential classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    /// <param name="lite">Whether the activations are ReLUs, which every fixed-point target has, and not ReLU6s.</param>
    /// <param name="firstStride">The step of the first convolution: 1 for pictures as small as CIFAR's.</param>
    public MobileNetV2(long classes = 1000, double dropout = 0.2, bool lite = false, long firstStride = 2)
        : base(nameof(MobileNetV2))
    {
        features = CreateFeatures(lite ? Activations.ReLU : Activations.ReLU6, firstStride);
        avgpool = AdaptiveAvgPool2d(1);
        flatten = Flatten();
        classifier = Sequential(Dropout(dropout), Linear(LastChannels, classes));

        RegisterComponents();
        Initialization.MobileNet(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = features.call(x);
        x = flatten.call(avgpool.call(x));
        return classifier.call(x);
    }

    /// <summary>The layers before the pooling, fresh.</summary>
    internal static Sequential CreateFeatures(Func<Module<Tensor, Tensor>>? activation = null, long firstStride = 2)
    {
        var channels = 32L;
        var row = Sequential(ConvNormActivation.Create(3, channels, kernel: 3, stride: firstStride, activation: activation));
        foreach (var stage in Stages)
        {
            for (var i = 0; i < stage.Blocks; i++)
            {
                row.append(new InvertedResidual(channels, stage.Channels, i == 0 ? stage.Stride : 1, stage.Expansion, activation));
                channels = stage.Channels;
            }
        }

        return row.append(ConvNormActivation.Create(channels, LastChannels, kernel: 1, activation: activation));
    }
}
