using ModelZoo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Zoo.Segmentation;

public sealed class SegmentationTests
{
    [Fact]
    public void DeepLabV3_s_heads_are_named_as_torchvision_s()
    {
        using var model = new DeepLabV3();
        string[] expected =
        [
            .. Enumerable.Range(0, 4).SelectMany(static branch => Norm($"classifier.0.convs.{branch}.0", $"classifier.0.convs.{branch}.1")),
            .. Norm("classifier.0.convs.4.1", "classifier.0.convs.4.2"),
            .. Norm("classifier.0.project.0", "classifier.0.project.1"),
            .. Norm("classifier.1", "classifier.2"),
            "classifier.4.weight", "classifier.4.bias",
            .. Norm("aux_classifier.0", "aux_classifier.1"),
            "aux_classifier.4.weight", "aux_classifier.4.bias",
        ];

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            model.state_dict().Keys.Where(static key => !key.StartsWith("backbone.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_dilated_ResNet_has_ResNet_50_s_parameters_and_keeps_an_eighth_of_the_picture()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var model = new DilatedResNet();
        var whole = Models.ResNet50().state_dict();

        Assert.All(model.state_dict(), entry => Assert.Equal(whole[entry.Key].shape, entry.Value.shape));
        Assert.Equal(whole.Count - 2, model.state_dict().Count);

        model.eval();
        var (middle, last) = model.call(randn(1, 3, 64, 48));
        Assert.Equal([1L, DilatedResNet.MiddleChannels, 8L, 6L], middle.shape);
        Assert.Equal([1L, DilatedResNet.OutChannels, 8L, 6L], last.shape);
    }

    [Fact]
    public void A_backbone_s_feature_maps_have_the_sizes_and_channels_it_promises()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var backbone in new FeatureBackbone[] { new MobileNetV2Backbone(), new RegNetBackbone() })
        {
            backbone.eval();
            var (at2, at4, at8, at16, at32) = backbone.call(randn(1, 3, 64, 96));

            Assert.Equal(
                backbone.Channels.Select(static (channels, level) => (1L, channels, 32L >> level, 48L >> level)),
                new[] { at2, at4, at8, at16, at32 }.Select(static map => (map.shape[0], map.shape[1], map.shape[2], map.shape[3])));
        }
    }

    [Fact]
    public void MobileNetV2_s_weights_load_into_its_backbone()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(1);
        var whole = Models.MobileNetV2();
        var backbone = new MobileNetV2Backbone();
        whole.eval();
        backbone.eval();

        var (missing, unexpected) = backbone.load_state_dict(whole.state_dict(), strict: false);
        Assert.Empty(missing);
        Assert.All(unexpected, static key => Assert.True(
            key.StartsWith("classifier.", StringComparison.Ordinal) || key.StartsWith("features.18.", StringComparison.Ordinal), key));
    }

    [Fact]
    public void UNetLite_s_auxiliary_head_speaks_in_training_only()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var model = new UNetLite(new MobileNetV2Backbone(), classes: 4);

        Assert.Equal([2L, 4L, 32L, 32L], model.call(randn(2, 3, 32, 32)).Auxiliary!.shape);

        model.eval();
        Assert.Null(model.call(randn(2, 3, 32, 32)).Auxiliary);
    }

    [Fact]
    public void DeepLabV3_without_auxiliary_head_gives_scores_alone()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var model = new DeepLabV3(classes: 3, auxiliary: false);
        model.eval();

        var (scores, auxiliary) = model.call(randn(1, 3, 32, 40));

        Assert.Equal([1L, 3L, 32L, 40L], scores.shape);
        Assert.Null(auxiliary);
        Assert.DoesNotContain(model.state_dict().Keys, static key => key.StartsWith("aux", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Norm(string conv, string norm) =>
        [$"{conv}.weight", $"{norm}.weight", $"{norm}.bias", $"{norm}.running_mean", $"{norm}.running_var", $"{norm}.num_batches_tracked"];
}
