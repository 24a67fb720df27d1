using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// MobileNetV3 (Howard et al. 2019), with torchvision's structure, parameter names and initialisation, so that torchvision's weights load.
/// Takes N x 3 x H x W, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class MobileNetV3 : Module<Tensor, Tensor>
{
    private const long FirstChannels = 16;

    private readonly Sequential features;
    private readonly Module<Tensor, Tensor> avgpool;
    private readonly Sequential classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="options">Which of the networks.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the last layer.</param>
    /// <param name="lite">
    /// Whether it has the lite form for fixed-point targets: ReLUs in place of hard swish, and no weighing of channels.
    /// </param>
    public MobileNetV3(MobileNetV3Options options, long classes = 1000, double dropout = 0.2, bool lite = false)
        : base(nameof(MobileNetV3))
    {
        Func<Module<Tensor, Tensor>> activation = lite ? Activations.ReLU : Activations.Hardswish;
        var channels = options.Blocks[^1].OutChannels;

        features = Sequential(
        [
            ConvNormActivation.Create(3, FirstChannels, kernel: 3, stride: 2, activation: activation, norm: Norm),
            .. options.Blocks.Select(block => new MobileNetV3Block(block, lite)),
            ConvNormActivation.Create(channels, 6 * channels, kernel: 1, activation: activation, norm: Norm),
        ]);
        avgpool = AdaptiveAvgPool2d(1);
        classifier = Sequential(
            Linear(6 * channels, options.LastChannels),
            activation(),
            Dropout(dropout),
            Linear(options.LastChannels, classes));

        RegisterComponents();
        Initialization.MobileNet(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = features.call(x);
        x = flatten(avgpool.call(x), 1);
        return classifier.call(x);
    }

    /// <summary>A BatchNorm with the settings of the paper's training.</summary>
    internal static BatchNorm2d Norm(long channels) => BatchNorm2d(channels, eps: 0.001, momentum: 0.01);
}
