using ModelZoo;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo.Structured;

/// <summary>Networks of many structures, each choice at least once, with what is expected of their twins.</summary>
internal static class StructuredZoo
{
    private static readonly ResNetSize Small = ResNetSize.Cifar(8);

    public static IReadOnlyList<ZooModel> All { get; } =
    [
        Named("resnet20", new Structure(), 272_474, 53, 35),
        Named("resnet18", new Structure(), 11_689_512, 50, 32, side: 64, classes: 1000),
        Named("resnet50", new Structure(), 25_557_032, 124, 28, side: 64, classes: 1000),
        Named("mobilenet_v1", new Structure { Activation = ActivationKind.ReLU6 }, 4_231_976, 56, 20, side: 64, classes: 1000),
        Named("mobilenet_v2", new Structure(), 3_504_872, 116, 17, side: 64, classes: 1000),
        Named("vgg_small", new Structure(), 4_660_106, 14, 25),
        ResNet("cbas", new Structure { Order = BlockOrder.ConvNormActivationSkip }, 23, 35),
        ResNet("cabs", new Structure { Order = BlockOrder.ConvActivationNormSkip }, 23, 24),
        ResNet("bacs", new Structure { Order = BlockOrder.NormActivationConvSkip }, 23, 36),
        ResNet("bcas", new Structure { Order = BlockOrder.NormConvActivationSkip }, 23, 28),
        ResNet("bireal", Structure.BiReal, 22, 33),
        ResNet("groupnet", Structure.GroupNet, 76, 22),
        ResNet("plain", new Structure { Skips = SkipSpan.None, Bases = 2 }, 31, 36),
        ResNet("fixup", new Structure { Norm = NormKind.Fixup }, 23, 29),
        ResNet("fixup_bacs", new Structure { Norm = NormKind.Fixup, Order = BlockOrder.NormActivationConvSkip, Bases = 2, Shortcut = ShortcutKind.PooledCopies }, 34, 31),
        ResNet("group_copies", new Structure { Norm = NormKind.Group, NormGroups = 4, NormOnIdentity = true, Shortcut = ShortcutKind.PooledCopies, Activation = ActivationKind.PReLU }, 19, 36),
        ResNet("instance_padded", new Structure { Norm = NormKind.Instance, ZeroLastNorm = true, Shortcut = ShortcutKind.PaddedIdentity, Activation = ActivationKind.LeakyReLU }, 19, 36),
        Named("mobilenet_v1_cifar", new Structure { Skips = SkipSpan.Layer, Shortcut = ShortcutKind.PooledCopies, KeepFloat = FloatConvolutions.Depthwise }, null, 56, 34),
        Named("mobilenet_v2_cifar", new Structure { Order = BlockOrder.NormActivationConvSkip, KeepFloat = FloatConvolutions.Pointwise | FloatConvolutions.Depthwise }, null, 14, 33),
    ];

    public static ZooModel Of(string name) => All.Single(model => model.Name == name);

    /// <summary>Gives tensors that start at zero other values, which otherwise would hide what stands before them.</summary>
    public static StructuredNetwork WithoutZeros(StructuredNetwork network)
    {
        using var noGradient = no_grad();
        foreach (var parameter in network.parameters())
        {
            if (parameter.eq(0).all().item<bool>())
                init.normal_(parameter, 0, 0.2);
        }

        return network;
    }

    private static ZooModel Named(string name, Structure structure, long? parameters, int quantizers, double sqnrFloor, long side = 32, long classes = 10) =>
        new($"structured_{name}", () => WithoutZeros(StructuredModels.Create(name, structure, classes)), () => randn(4, 3, side, side), quantizers, sqnrFloor)
        {
            Parameters = parameters,
        };

    private static ZooModel ResNet(string name, Structure structure, int quantizers, double sqnrFloor) =>
        new($"structured_resnet8_{name}", () => WithoutZeros(StructuredModels.ResNet(Small, structure, classes: 10)), static () => randn(4, 3, 32, 32), quantizers, sqnrFloor);
}
