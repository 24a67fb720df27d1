using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

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
    public MobileNetV2(long classes = 1000, double dropout = 0.2)
        : base(nameof(MobileNetV2))
    {
        features = CreateFeatures();
        avgpool = AdaptiveAvgPool2d(1);
        flatten = Flatten();
        classifier = Sequential(Dropout(dropout), Linear(LastChannels, classes));

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = features.call(x);
        x = flatten.call(avgpool.call(x));
        return classifier.call(x);
    }

    private static Sequential CreateFeatures()
    {
        var channels = 32L;
        var row = Sequential(Conv2d(3, channels, 3, stride: 2, padding: 1, bias: false), BatchNorm2d(channels), ReLU6(inplace: true));
        foreach (var stage in Stages)
        {
            for (var i = 0; i < stage.Blocks; i++)
            {
                row.append(new InvertedResidual(channels, stage.Channels, i == 0 ? stage.Stride : 1, stage.Expansion));
                channels = stage.Channels;
            }
        }

        return row.append(Sequential(Conv2d(channels, LastChannels, 1, bias: false), BatchNorm2d(LastChannels), ReLU6(inplace: true)));
    }
}
