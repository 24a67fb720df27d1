using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

internal static partial class ZooModels
{
    /// <summary>
    /// Classifiers of pictures by convolution. Parameters are those that torchvision publishes; of the ResNets for CIFAR those of the paper
    /// with projections for skip paths; of MobileNetV1 those of its authors' TensorFlow model.
    /// </summary>
    private static readonly ZooModel[] Classifiers =
    [
        Classifier("resnet20", 53, 35, 272_474, side: 32, classes: 10),
        Classifier("resnet32", 83, 31, 466_906, side: 32, classes: 10),
        Classifier("resnet56", 143, 37, 855_770, side: 32, classes: 10),
        Classifier("resnet18", 50, 32, 11_689_512),
        Classifier("resnet34", 90, 31, 21_797_672),
        Classifier("resnet50", 124, 28, 25_557_032),
        Classifier("resnet101", 243, 24, 44_549_160),
        Classifier("resnet152", 362, 22, 60_192_808),
        Classifier("resnext50_32x4d", 124, 28, 25_028_904),
        Classifier("wide_resnet50_2", 124, 28, 68_883_240),
        Classifier("alexnet", 16, 37, 61_100_840, batch: 2),
        Classifier("vgg11", 22, 25, 132_863_336, side: 32, batch: 2),
        Classifier("vgg13", 26, 25, 133_047_848, side: 32, batch: 2),
        Classifier("vgg16", 32, 23, 138_357_544, side: 32, batch: 2),
        Classifier("vgg19", 38, 22, 143_667_240, side: 32, batch: 2),
        Classifier("vgg11_bn", 22, 27, 132_868_840, side: 32),
        Classifier("vgg13_bn", 26, 27, 133_053_736, side: 32),
        Classifier("vgg16_bn", 32, 27, 138_365_992, side: 32),
        Classifier("vgg19_bn", 38, 26, 143_678_248, side: 32),
        Classifier("squeezenet1_0", 60, 29, 1_248_424),
        Classifier("squeezenet1_1", 60, 29, 1_235_496),
        Classifier("googlenet", 125, 17, 6_624_904),
        Network("googlenet_with_heads", static () => randn(4, 3, 64, 64), 137, 16) with
        {
            Parameters = 13_004_888,
            TrainingQuantizers = 12,
            Run = static (model, input) => Present(((Module<Tensor, (Tensor, Tensor?, Tensor?)>)model).call(input)),
        },
        Classifier("inception_v3", 205, 15, 23_834_568, side: 75),
        Network("inception_v3_with_head", static () => randn(2, 3, 299, 299), 211, 15) with
        {
            Parameters = 27_161_264,
            TrainingQuantizers = 6,
            Run = static (model, input) => Present(((Module<Tensor, (Tensor, Tensor?)>)model).call(input)),
        },
        Classifier("densenet121", 250, 22, 7_978_856),
        Classifier("shufflenet_v2_x0_5", 130, 26, 1_366_792),
        Classifier("shufflenet_v2_x1_0", 130, 26, 2_278_604),
        Classifier("mnasnet0_5", 116, 24, 2_218_512),
        Classifier("mnasnet1_0", 116, 23, 4_383_312),
        Classifier("regnet_x_400mf", 166, 33, 5_495_976),
        Classifier("regnet_x_800mf", 124, 31, 7_259_656),
        Classifier("regnet_x_1_6gf", 138, 27, 9_190_136),
        Classifier("regnet_x_3_2gf", 187, 26, 15_296_552),
        Classifier("mobilenet_v1", 56, 25, 4_231_976),
        Classifier("mobilenet_v1_lite", 56, 25, 4_231_976),
        Classifier("mobilenet_v2", 116, 23, 3_504_872),
        Classifier("mobilenet_v2_lite", 116, 23, 3_504_872),
        Classifier("mobilenet_v2_cifar", 116, 23, 3_504_872),
        Classifier("mobilenet_v3_small", 132, 20, 2_542_856),
        Classifier("mobilenet_v3_large", 154, 18, 5_483_032),
        Classifier("mobilenet_v3_small_lite", 78, 22, null),
        Classifier("mobilenet_v3_large_lite", 106, 21, null),
        Classifier("efficientnet_b0", 205, 23, 5_288_548),
        Classifier("efficientnet_b0_lite", 109, 27, 4_652_008),
    ];

    private static Tensor[] Present((Tensor, Tensor?) outputs) => outputs.Item2 is { } second ? [outputs.Item1, second] : [outputs.Item1];

    private static Tensor[] Present((Tensor, Tensor?, Tensor?) outputs) =>
        outputs is (var first, { } second, { } third) ? [first, second, third] : [outputs.Item1];
}
