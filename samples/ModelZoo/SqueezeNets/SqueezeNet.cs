using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// SqueezeNet (Iandola et al. 2016), with torchvision's structure, parameter names and initialisation, so that torchvision's weights load.
/// Takes N x 3 x H x W with sides of 31 or more, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class SqueezeNet : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Sequential classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="version">The version.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    public SqueezeNet(SqueezeNetVersion version = SqueezeNetVersion.V11, long classes = 1000, double dropout = 0.5)
        : base(nameof(SqueezeNet))
    {
        features = version is SqueezeNetVersion.V10
            ? Sequential(
                Conv2d(3, 96, 7, stride: 2),
                ReLU(inplace: true),
                Halve(),
                new Fire(96, 16, 64),
                new Fire(128, 16, 64),
                new Fire(128, 32, 128),
                Halve(),
                new Fire(256, 32, 128),
                new Fire(256, 48, 192),
                new Fire(384, 48, 192),
                new Fire(384, 64, 256),
                Halve(),
                new Fire(512, 64, 256))
            : Sequential(
                Conv2d(3, 64, 3, stride: 2),
                ReLU(inplace: true),
                Halve(),
                new Fire(64, 16, 64),
                new Fire(128, 16, 64),
                Halve(),
                new Fire(128, 32, 128),
                new Fire(256, 32, 128),
                Halve(),
                new Fire(256, 48, 192),
                new Fire(384, 48, 192),
                new Fire(384, 64, 256),
                new Fire(512, 64, 256));

        var scores = Conv2d(512, classes, 1);
        classifier = Sequential(Dropout(dropout), scores, ReLU(inplace: true), AdaptiveAvgPool2d(1));

        RegisterComponents();
        Initialization.SqueezeNet(this, scores);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var scores = classifier.call(features.call(x));
        return flatten(scores, start_dim: 1);
    }

    private static MaxPool2d Halve() => MaxPool2d(3, stride: 2, ceil_mode: true);
}
