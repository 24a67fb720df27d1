using ModelZoo;
using Xunit;

namespace QuantGen.Samples.Tests.Zoo.Structured;

/// <summary>Structures that a network has no place for, each with what is said of it.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, Structure, string> Refused => new()
    {
        { "resnet50", new Structure { Skips = SkipSpan.Layer }, "A ResNet of bottlenecks cannot have skip connections of span Layer: its layers do not keep their shapes; choose Block or None." },
        { "mobilenet_v2", new Structure { Skips = SkipSpan.Layer }, "choose Block or None." },
        { "vgg_small", new Structure { Skips = SkipSpan.Block }, "choose None." },
        { "vgg_small", new Structure { Shortcut = ShortcutKind.PooledCopies }, "VGG-small has no skip connections, so that Shortcut has no meaning" },
        { "vgg_small", new Structure { Norm = NormKind.Fixup }, "so that Fixup has no meaning" },
        { "mobilenet_v1", new Structure { ZeroLastNorm = true }, "so that ZeroLastNorm has no meaning" },
        { "resnet20", new Structure { Skips = SkipSpan.None, NormOnIdentity = true }, "so that NormOnIdentity has no meaning" },
        { "mobilenet_v2", new Structure { Shortcut = ShortcutKind.PooledCopies }, "The skip connections of MobileNetV2 never change shapes: leave Shortcut out." },
        { "resnet20", new Structure { Bases = 0 }, "A block has one branch or more, not 0." },
        { "resnet20", new Structure { NormGroups = 4 }, "NormGroups says something of Group norms alone, and the norm is Batch." },
        { "resnet20", new Structure { Norm = NormKind.Group, NormGroups = 0 }, "A norm has one group or more, not 0." },
        { "resnet20", new Structure { Norm = NormKind.Group, NormGroups = 5 }, "A norm of 16 channels cannot have 5 groups: choose a divisor for NormGroups." },
        { "resnet20", new Structure { Norm = NormKind.Fixup, ZeroLastNorm = true }, "Fixup has no norm that could start at zero" },
        { "resnet20", new Structure { Norm = NormKind.Fixup, NormOnIdentity = true }, "Fixup has no norms, so none can stand on skip connections" },
        { "resnet20", new Structure { KeepFloat = FloatConvolutions.Depthwise }, "A ResNet of basic blocks has no convolutions of the kind Depthwise that could be kept in float." },
        { "resnet50", new Structure { KeepFloat = FloatConvolutions.Depthwise | FloatConvolutions.Pointwise }, "has no convolutions of the kind Depthwise that" },
        { "resnet20", new Structure { Shortcut = ShortcutKind.PooledCopies, KeepFloat = FloatConvolutions.Shortcut }, "has no convolution on skip connections of this structure" },
        { "mobilenet_v1", new Structure { KeepFloat = FloatConvolutions.Shortcut }, "has no convolution on skip connections of this structure" },
        { "mobilenet_v2", new Structure { KeepFloat = FloatConvolutions.Shortcut }, "has no convolution on skip connections of this structure" },
        { "resnet20", new Structure { Order = BlockOrder.ConvNormActivationSkip, ZeroLastNorm = true }, "a branch whose last norm starts at zero passes through a ReLU, which has no gradient there, and never learns" },
        { "resnet20", new Structure { Order = BlockOrder.NormActivationConvSkip, ZeroLastNorm = true }, "a branch whose last norm starts at zero" },
        { "resnet20", new Structure { Order = BlockOrder.ConvActivationNormSkip, Norm = NormKind.Fixup, Activation = ActivationKind.ReLU6 }, "a branch whose last convolution starts at zero passes through a ReLU6" },
        { "resnet20", new Structure { Order = BlockOrder.ConvActivationNormSkip, Norm = NormKind.Instance }, "so that the classifier sees no difference" },
        { "resnet20", new Structure { Activation = ActivationKind.None, Norm = NormKind.Instance }, "nothing stands between the last of them and the average pool" },
        { "resnet20", new Structure { Order = BlockOrder.NormConvActivationSkip, Norm = NormKind.Group, NormGroups = 64 }, "A norm of 16 channels cannot have 64 groups" },
        { "resnet20", new Structure { Order = (BlockOrder)9 }, "There is no BlockOrder 9." },
        { "resnet20", new Structure { Norm = (NormKind)(-1) }, "There is no NormKind -1." },
        { "lenet", new Structure(), "There is no network 'lenet'; there are resnet20, resnet32, resnet44, resnet18," },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void It_is_refused_in_one_sentence(string name, Structure structure, string sentence)
    {
        var error = Assert.Throws<ArgumentException>(() => StructuredModels.Create(name, structure, classes: 10));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(2)]
    public void A_ResNet_for_small_pictures_has_6n_plus_2_layers(int depth) => Assert.Throws<ArgumentOutOfRangeException>(() => ResNetSize.Cifar(depth));

    [Fact]
    public void A_depth_for_ImageNet_that_is_not_there_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ResNetSize.ImageNet(20));

    [Fact]
    public void Sizes_know_their_depth() => Assert.Equal([20, 44, 18, 34, 50], [ResNetSize.Cifar(20).Depth, ResNetSize.Cifar(44).Depth, .. new[] { 18, 34, 50 }.Select(static depth => ResNetSize.ImageNet(depth).Depth)]);
}
