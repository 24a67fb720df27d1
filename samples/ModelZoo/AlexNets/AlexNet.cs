using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// AlexNet in the form of one column (Krizhevsky 2014), with torchvision's structure and parameter names. Takes N x 3 x H x W with sides of
/// 63 or more, gives N x classes.
/// </summary>
/// <param name="classes">How many classes to tell apart.</param>
/// <param name="dropout">Share of features that training drops before each hidden layer of the classifier.</param>
[Quantize(PerChannel)]
public sealed partial class AlexNet(long classes = 1000, double dropout = 0.5) : RegisteredModule(nameof(AlexNet))
{
    private readonly Sequential features = Sequential(
        Conv2d(3, 64, 11, stride: 4, padding: 2),
        ReLU(inplace: true),
        MaxPool2d(3, stride: 2),
        Conv2d(64, 192, 5, padding: 2),
        ReLU(inplace: true),
        MaxPool2d(3, stride: 2),
        Conv2d(192, 384, 3, padding: 1),
        ReLU(inplace: true),
        Conv2d(384, 256, 3, padding: 1),
        ReLU(inplace: true),
        Conv2d(256, 256, 3, padding: 1),
        ReLU(inplace: true),
        MaxPool2d(3, stride: 2));

    private readonly AdaptiveAvgPool2d avgpool = AdaptiveAvgPool2d(6);

    private readonly Sequential classifier = Sequential(
        Dropout(dropout),
        Linear(256 * 6 * 6, 4096),
        ReLU(inplace: true),
        Dropout(dropout),
        Linear(4096, 4096),
        ReLU(inplace: true),
        Linear(4096, classes));

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => classifier.call(flatten(avgpool.call(features.call(x)), 1));
}
