namespace ModelZoo;

/// <summary>Networks whose blocks a <see cref="Structure"/> shapes: for research on quantization to few bits. All have fresh weights and are in
/// training mode.</summary>
public static class StructuredModels
{
    private static readonly Dictionary<string, Func<Structure, long, StructuredNetwork>> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["resnet20"] = static (structure, classes) => ResNet(ResNetSize.Cifar(20), structure, classes),
        ["resnet32"] = static (structure, classes) => ResNet(ResNetSize.Cifar(32), structure, classes),
        ["resnet44"] = static (structure, classes) => ResNet(ResNetSize.Cifar(44), structure, classes),
        ["resnet18"] = static (structure, classes) => ResNet(ResNetSize.ImageNet(18), structure, classes),
        ["resnet34"] = static (structure, classes) => ResNet(ResNetSize.ImageNet(34), structure, classes),
        ["resnet50"] = static (structure, classes) => ResNet(ResNetSize.ImageNet(50), structure, classes),
        ["mobilenet_v1"] = static (structure, classes) => MobileNetV1(structure, classes),
        ["mobilenet_v1_cifar"] = static (structure, classes) => MobileNetV1(structure, classes, firstStride: 1),
        ["mobilenet_v2"] = static (structure, classes) => MobileNetV2(structure, classes),
        ["mobilenet_v2_cifar"] = static (structure, classes) => MobileNetV2(structure, classes, firstStride: 1),
        ["vgg_small"] = static (structure, classes) => VggSmall(structure, classes),
    };

    /// <summary>The names that <see cref="Create"/> knows. ResNet-20, 32 and 44, VGG-small and what ends in cifar are for pictures of 32x32.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Makes a network by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>, in any case.</param>
    /// <param name="structure">What its blocks look like.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <exception cref="ArgumentException">There is no network of that name, or it cannot have that structure.</exception>
    public static StructuredNetwork Create(string name, Structure structure, long classes) =>
        ByName.TryGetValue(name, out var create)
            ? create(structure, classes)
            : throw new ArgumentException($"There is no network '{name}'; there are {string.Join(", ", Names)}.", nameof(name));

    /// <summary>Makes a ResNet (He et al. 2016).</summary>
    /// <param name="size">Its size.</param>
    /// <param name="structure">What its blocks look like; the paper's where nothing is said.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <exception cref="ArgumentException">It cannot have that structure.</exception>
    public static StructuredNetwork ResNet(ResNetSize size, Structure structure, long classes) => StructuredResNet.Create(size, structure, classes);

    /// <summary>Makes a MobileNet (Howard et al. 2017, table 1), without skip connections where nothing is said.</summary>
    /// <param name="structure">What its blocks look like: a depthwise and a 1x1 convolution.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="width">Channels over those of the paper.</param>
    /// <param name="firstStride">The step of the first convolution: 1 for pictures as small as CIFAR's.</param>
    /// <exception cref="ArgumentException">It cannot have that structure.</exception>
    public static StructuredNetwork MobileNetV1(Structure structure, long classes, double width = 1, long firstStride = 2) =>
        StructuredMobileNet.V1(structure, classes, width, firstStride);

    /// <summary>Makes a MobileNetV2 (Sandler et al. 2018, table 2).</summary>
    /// <param name="structure">What its blocks look like. They are linear at their narrow ends in every order.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="firstStride">The step of the first convolution: 1 for pictures as small as CIFAR's.</param>
    /// <exception cref="ArgumentException">It cannot have that structure.</exception>
    public static StructuredNetwork MobileNetV2(Structure structure, long classes, long firstStride = 2) =>
        StructuredMobileNet.V2(structure, classes, firstStride);

    /// <summary>
    /// Makes VGG-small (Zhang et al. 2018, "LQ-Nets"): six convolutions of 128, 256 and 512 channels, a pool behind each second one,
    /// and one linear layer. Takes pictures of 32x32 only.
    /// </summary>
    /// <param name="structure">What stands around its convolutions.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <exception cref="ArgumentException">It cannot have that structure.</exception>
    public static StructuredNetwork VggSmall(Structure structure, long classes) => StructuredVgg.Create(structure, classes);
}
