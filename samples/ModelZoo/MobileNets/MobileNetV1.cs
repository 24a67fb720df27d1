using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// MobileNet of width 1.0 (Howard et al. 2017, table 1): depthwise and 1x1 convolutions in turn. Takes N x 3 x H x W, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class MobileNetV1 : Module<Tensor, Tensor>
{
    private readonly ModuleList<Sequential> features;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Flatten flatten;
    private readonly Sequential classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    /// <param name="lite">Whether the activations are ReLUs, which every fixed-point target has, and not ReLU6s.</param>
    public MobileNetV1(long classes = 1000, double dropout = 0.2, bool lite = false)
        : base(nameof(MobileNetV1))
    {
        Func<Module<Tensor, Tensor>> activation = lite ? Activations.ReLU : Activations.ReLU6;
        (long Channels, long Stride)[] separable =
        [
            (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2),
            (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
        ];

        var channels = 32L;
        features = ModuleList(ConvNormActivation.Create(3, channels, kernel: 3, stride: 2, activation: activation));
        foreach (var (outChannels, stride) in separable)
        {
            features.Add(ConvNormActivation.Create(channels, channels, kernel: 3, stride, groups: channels, activation));
            features.Add(ConvNormActivation.Create(channels, outChannels, kernel: 1, activation: activation));
            channels = outChannels;
        }

        avgpool = AdaptiveAvgPool2d(1);
        flatten = Flatten();
        classifier = Sequential(Dropout(dropout), Linear(channels, classes));

        RegisterComponents();
        Initialization.MobileNet(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        for (var i = 0; i < features.Count; i++)
            x = features[i].call(x);

        return classifier.call(flatten.call(avgpool.call(x)));
    }
}
