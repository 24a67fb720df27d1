using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The models of the zoo by name. All have fresh weights and are in training mode.</summary>
public static class Models
{
    private static readonly Dictionary<string, Func<long, Module<Tensor, Tensor>>> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["resnet20"] = static classes => ResNet20(classes),
        ["resnet32"] = static classes => ResNet32(classes),
        ["resnet56"] = static classes => ResNet56(classes),
        ["resnet18"] = static classes => ResNet18(classes),
        ["resnet34"] = static classes => ResNet34(classes),
        ["resnet50"] = static classes => ResNet50(classes),
        ["resnet101"] = static classes => ResNet101(classes),
        ["resnet152"] = static classes => ResNet152(classes),
        ["resnext50_32x4d"] = static classes => ResNeXt50(classes),
        ["wide_resnet50_2"] = static classes => WideResNet50(classes),
        ["alexnet"] = static classes => new AlexNet(classes),
        ["vgg11"] = static classes => new Vgg(11, batchNorm: false, classes),
        ["vgg13"] = static classes => new Vgg(13, batchNorm: false, classes),
        ["vgg16"] = static classes => new Vgg(16, batchNorm: false, classes),
        ["vgg19"] = static classes => new Vgg(19, batchNorm: false, classes),
        ["vgg11_bn"] = static classes => new Vgg(11, batchNorm: true, classes),
        ["vgg13_bn"] = static classes => new Vgg(13, batchNorm: true, classes),
        ["vgg16_bn"] = static classes => new Vgg(16, batchNorm: true, classes),
        ["vgg19_bn"] = static classes => new Vgg(19, batchNorm: true, classes),
        ["squeezenet1_0"] = static classes => new SqueezeNet(SqueezeNetVersion.V10, classes),
        ["squeezenet1_1"] = static classes => new SqueezeNet(SqueezeNetVersion.V11, classes),
        ["googlenet"] = static classes => new GoogLeNet(classes),
        ["inception_v3"] = static classes => new InceptionScores(new InceptionV3(classes, auxiliary: false)),
        ["densenet121"] = static classes => new DenseNet([6, 12, 24, 16], growth: 32, classes),
        ["shufflenet_v2_x0_5"] = static classes => new ShuffleNetV2((48, 96, 192), classes),
        ["shufflenet_v2_x1_0"] = static classes => new ShuffleNetV2((116, 232, 464), classes),
        ["mnasnet0_5"] = static classes => new MnasNet(0.5, classes),
        ["mnasnet1_0"] = static classes => new MnasNet(1, classes),
        ["regnet_x_400mf"] = static classes => new RegNet(RegNetOptions.X400MF, classes),
        ["regnet_x_800mf"] = static classes => new RegNet(RegNetOptions.X800MF, classes),
        ["regnet_x_1_6gf"] = static classes => new RegNet(RegNetOptions.X1600MF, classes),
        ["regnet_x_3_2gf"] = static classes => new RegNet(RegNetOptions.X3200MF, classes),
        ["mobilenet_v1"] = static classes => new MobileNetV1(classes),
        ["mobilenet_v1_lite"] = static classes => new MobileNetV1(classes, lite: true),
        ["mobilenet_v2"] = static classes => MobileNetV2(classes),
        ["mobilenet_v2_lite"] = static classes => new MobileNetV2(classes, lite: true),
        ["mobilenet_v2_cifar"] = static classes => new MobileNetV2(classes, dropout: 0, lite: true, firstStride: 1),
        ["mobilenet_v3_small"] = static classes => new MobileNetV3(MobileNetV3Options.Small, classes),
        ["mobilenet_v3_large"] = static classes => new MobileNetV3(MobileNetV3Options.Large, classes),
        ["mobilenet_v3_small_lite"] = static classes => new MobileNetV3(MobileNetV3Options.Small, classes, lite: true),
        ["mobilenet_v3_large_lite"] = static classes => new MobileNetV3(MobileNetV3Options.Large, classes, lite: true),
        ["efficientnet_b0"] = static classes => new EfficientNet(classes),
        ["efficientnet_b0_lite"] = static classes => new EfficientNet(classes, lite: true),
    };

    /// <summary>
    /// The names that <see cref="Create"/> knows: torchvision's; resnet20, 32 and 56 and mobilenet_v2_cifar for pictures of 32 x 32; and "lite" forms for fixed-point targets.
    /// </summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Makes a model by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>, in any case.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <exception cref="ArgumentException">There is no model of that name.</exception>
    public static Module<Tensor, Tensor> Create(string name, long classes) =>
        ByName.TryGetValue(name, out var create)
            ? create(classes)
            : throw new ArgumentException($"There is no model '{name}'; there are {string.Join(", ", Names)}.", nameof(name));

    /// <summary>ResNet-18: 11.7 million parameters.</summary>
    public static ResNet ResNet18(long classes = 1000) => new(ResidualBlock.Basic, (2, 2, 2, 2), classes);

    /// <summary>ResNet-34: 21.8 million parameters.</summary>
    public static ResNet ResNet34(long classes = 1000) => new(ResidualBlock.Basic, (3, 4, 6, 3), classes);

    /// <summary>ResNet-50: 25.6 million parameters.</summary>
    public static ResNet ResNet50(long classes = 1000) => new(ResidualBlock.Bottleneck, (3, 4, 6, 3), classes);

    /// <summary>ResNet-101: 44.5 million parameters.</summary>
    public static ResNet ResNet101(long classes = 1000) => new(ResidualBlock.Bottleneck, (3, 4, 23, 3), classes);

    /// <summary>ResNet-152: 60.2 million parameters.</summary>
    public static ResNet ResNet152(long classes = 1000) => new(ResidualBlock.Bottleneck, (3, 8, 36, 3), classes);

    /// <summary>ResNeXt-50 of 32 groups, 4 channels each in the first stage: 25.0 million parameters.</summary>
    public static ResNet ResNeXt50(long classes = 1000) =>
        new(ResidualBlock.Bottleneck, (3, 4, 6, 3), classes, new BottleneckWidth(Groups: 32, PerGroup: 4));

    /// <summary>Wide ResNet-50-2, with twice the channels in its 3x3 convolutions: 68.9 million parameters.</summary>
    public static ResNet WideResNet50(long classes = 1000) =>
        new(ResidualBlock.Bottleneck, (3, 4, 6, 3), classes, new BottleneckWidth(PerGroup: 128));

    /// <summary>MobileNetV2 of width 1.0: 3.5 million parameters.</summary>
    public static MobileNetV2 MobileNetV2(long classes = 1000) => new(classes);

    /// <summary>ResNet-20 for pictures of 32x32: 0.27 million parameters.</summary>
    public static CifarResNet ResNet20(long classes = 10) => new(20, classes);

    /// <summary>ResNet-32 for pictures of 32x32: 0.47 million parameters.</summary>
    public static CifarResNet ResNet32(long classes = 10) => new(32, classes);

    /// <summary>ResNet-56 for pictures of 32x32: 0.86 million parameters.</summary>
    public static CifarResNet ResNet56(long classes = 10) => new(56, classes);
}
