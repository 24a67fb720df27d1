using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// VGG (Simonyan and Zisserman 2015, table 1, columns A, B, D and E), with torchvision's structure, parameter names and initialisation, so
/// that torchvision's weights load. Takes N x 3 x H x W with sides of 32 or more, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class Vgg : Module<Tensor, Tensor>
{
    private static readonly long[] Widths = [64, 128, 256, 512, 512];

    private readonly Module<Tensor, Tensor> features;
    private readonly Module<Tensor, Tensor> avgpool;
    private readonly Module<Tensor, Tensor> classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="depth">Layers with weights: 11, 13, 16 or 19.</param>
    /// <param name="batchNorm">Whether a BatchNorm follows each convolution.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops behind each hidden layer of the classifier.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no VGG of that depth.</exception>
    public Vgg(int depth, bool batchNorm = false, long classes = 1000, double dropout = 0.5)
        : base(nameof(Vgg))
    {
        features = CreateFeatures(ConvolutionsOfStages(depth), batchNorm);
        avgpool = AdaptiveAvgPool2d(7);
        classifier = Sequential(
            Linear(Widths[^1] * 7 * 7, 4096),
            ReLU(inplace: true),
            Dropout(dropout),
            Linear(4096, 4096),
            ReLU(inplace: true),
            Dropout(dropout),
            Linear(4096, classes));

        RegisterComponents();
        Initialization.Vgg(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = features.forward(x);
        x = avgpool.forward(x);
        x = x.flatten(1);
        return classifier.forward(x);
    }

    private static int[] ConvolutionsOfStages(int depth) => depth switch
    {
        11 => [1, 1, 2, 2, 2],
        13 => [2, 2, 2, 2, 2],
        16 => [2, 2, 3, 3, 3],
        19 => [2, 2, 4, 4, 4],
        _ => throw new ArgumentOutOfRangeException(nameof(depth), depth, "There are VGGs of depth 11, 13, 16 and 19."),
    };

    private static Sequential CreateFeatures(int[] convolutions, bool batchNorm)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        var channels = 3L;
        foreach (var (width, count) in Widths.Zip(convolutions))
        {
            for (var i = 0; i < count; i++)
            {
                layers.Add(Conv2d(channels, width, 3, padding: 1));
                if (batchNorm)
                    layers.Add(BatchNorm2d(width));
                layers.Add(ReLU(inplace: true));
                channels = width;
            }

            layers.Add(MaxPool2d(2, stride: 2));
        }

        return Sequential(layers);
    }
}
