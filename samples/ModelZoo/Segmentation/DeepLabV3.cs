using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// DeepLabV3 (Chen et al. 2017) on ResNet-50 at an eighth of the picture's size, with torchvision's structure and parameter names: 42.0
/// million parameters with the auxiliary head and 21 classes. Takes N x 3 x H x W, gives N x classes x H x W, and the same from the
/// auxiliary head, which is a help in training.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class DeepLabV3 : Module<Tensor, (Tensor Scores, Tensor? Auxiliary)>
{
    private readonly DilatedResNet backbone;
    private readonly Sequential classifier;
    private readonly Sequential? aux_classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="auxiliary">Whether there is an auxiliary head, on the third stage.</param>
    public DeepLabV3(long classes = 21, bool auxiliary = true)
        : base(nameof(DeepLabV3))
    {
        backbone = new DilatedResNet();
        classifier = Sequential(
            new Aspp(DilatedResNet.OutChannels, 256, 12, 24, 36),
            Conv2d(256, 256, 3, padding: 1, bias: false),
            BatchNorm2d(256),
            ReLU(),
            Conv2d(256, classes, 1));
        aux_classifier = auxiliary ? Head(DilatedResNet.MiddleChannels, classes) : null;

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override (Tensor Scores, Tensor? Auxiliary) forward(Tensor x)
    {
        var size = x.shape[2..];
        var (middle, last) = backbone.call(x);

        var scores = Resize(classifier.call(last));
        if (aux_classifier is null)
            return (scores, null);

        return (scores, Resize(aux_classifier.call(middle)));

        Tensor Resize(Tensor small) => functional.interpolate(small, size, mode: InterpolationMode.Bilinear, align_corners: false);
    }

    private static Sequential Head(long channels, long classes)
    {
        var between = channels / 4;
        return Sequential(
            Conv2d(channels, between, 3, padding: 1, bias: false),
            BatchNorm2d(between),
            ReLU(),
            Dropout(0.1),
            Conv2d(between, classes, 1));
    }
}
