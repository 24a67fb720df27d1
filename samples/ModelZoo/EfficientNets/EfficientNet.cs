using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// EfficientNet-B0 (Tan and Le 2019, table 1), with torchvision's structure, parameter names and initialisation, so that torchvision's
/// weights load. Takes N x 3 x H x W, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class EfficientNet : Module<Tensor, Tensor>
{
    private static readonly MBConvOptions[] Rows =
    [
        new(1, 3, 1, 32, 16, 1),
        new(6, 3, 2, 16, 24, 2),
        new(6, 5, 2, 24, 40, 2),
        new(6, 3, 2, 40, 80, 3),
        new(6, 5, 1, 80, 112, 3),
        new(6, 5, 2, 112, 192, 4),
        new(6, 3, 1, 192, 320, 1),
    ];

    private readonly Sequential features;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Sequential classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    /// <param name="stochasticDepth">How often training leaves out the last block; earlier ones less often, along a line from 0.</param>
    /// <param name="lite">
    /// Whether it has the lite form for fixed-point targets: ReLU6s in place of SiLU, and no weighing of channels.
    /// </param>
    public EfficientNet(long classes = 1000, double dropout = 0.2, double stochasticDepth = 0.2, bool lite = false)
        : base(nameof(EfficientNet))
    {
        const long Last = 1280;
        Func<Module<Tensor, Tensor>> activation = lite ? Activations.ReLU6 : Activations.SiLU;

        features = Sequential(ConvNormActivation.Create(3, Rows[0].InChannels, kernel: 3, stride: 2, activation: activation));
        var (made, total) = (0, Rows.Sum(static row => row.Blocks));
        foreach (var row in Rows)
        {
            var blocks = Sequential();
            for (var i = 0; i < row.Blocks; i++)
                blocks.append(new MBConv(row, isFirst: i == 0, stochasticDepth * made++ / total, lite));
            features.append(blocks);
        }

        features.append(ConvNormActivation.Create(Rows[^1].OutChannels, Last, kernel: 1, activation: activation));
        avgpool = AdaptiveAvgPool2d(1);
        classifier = Sequential(Dropout(dropout, inplace: true), Linear(Last, classes));

        RegisterComponents();
        Initialization.EfficientNet(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var averages = avgpool.call(features.call(x));
        return classifier.call(averages.flatten(1));
    }
}
