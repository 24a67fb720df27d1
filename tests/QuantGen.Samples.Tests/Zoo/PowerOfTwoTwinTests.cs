using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>Every model of the zoo has a twin for fixed-point hardware, which computes what the model does.</summary>
public sealed class PowerOfTwoTwinTests
{
    private const double LeastMerged = 100;
    private const double MostSqnr = 80;

    /// <summary>
    /// The models, and the least signal to quantization noise, in dB, of the outputs with weights per channel and 8 bits, after three batches
    /// of random pictures: what was measured less 2.5 to 3.5 dB, because other processors round sums otherwise.
    /// </summary>
    public static TheoryData<string, int> Models => new()
    {
        { "resnet20", 33 },
        { "resnet32", 29 },
        { "resnet56", 27 },
        { "resnet18", 27 },
        { "resnet34", 26 },
        { "resnet50", 24 },
        { "resnet101", 20 },
        { "resnet152", 18 },
        { "resnext50_32x4d", 23 },
        { "wide_resnet50_2", 24 },
        { "alexnet", 37 },
        { "vgg11", 26 },
        { "vgg13", 26 },
        { "vgg16", 24 },
        { "vgg19", 24 },
        { "vgg11_bn", 25 },
        { "vgg13_bn", 26 },
        { "vgg16_bn", 24 },
        { "vgg19_bn", 24 },
        { "squeezenet1_0", 30 },
        { "squeezenet1_1", 29 },
        { "googlenet", 14 },
        { "googlenet_with_heads", 15 },
        { "inception_v3", 9 },
        { "inception_v3_with_head", 10 },
        { "densenet121", 19 },
        { "shufflenet_v2_x0_5", 23 },
        { "shufflenet_v2_x1_0", 21 },
        { "mnasnet0_5", 20 },
        { "mnasnet1_0", 20 },
        { "regnet_x_400mf", 28 },
        { "regnet_x_800mf", 26 },
        { "regnet_x_1_6gf", 22 },
        { "regnet_x_3_2gf", 21 },
        { "mobilenet_v1", 20 },
        { "mobilenet_v1_lite", 20 },
        { "mobilenet_v2", 17 },
        { "mobilenet_v2_lite", 17 },
        { "mobilenet_v2_cifar", 16 },
        { "mobilenet_v3_small", 17 },
        { "mobilenet_v3_large", 14 },
        { "mobilenet_v3_small_lite", 19 },
        { "mobilenet_v3_large_lite", 17 },
        { "efficientnet_b0", 20 },
        { "efficientnet_b0_lite", 20 },
        { "vit_b_16", 12 },
        { "sequence_encoder", 42 },
        { "sequence_encoder_fused", 40 },
        { "multihead_encoder", 29 },
        { "masked_text_classifier", 27 },
        { "lstm_classifier", 42 },
        { "gru_tagger", 34 },
        { "lstm_forecaster", 35 },
        { "unet", 34 },
        { "unet_upsample", 31 },
        { "deeplabv3_resnet50", 13 },
        { "deeplabv3lite_mobilenet_v2", 19 },
        { "deeplabv3lite_regnet_x_800mf", 14 },
        { "fpnlite_mobilenet_v2", 21 },
        { "fpnlite_regnet_x_800mf", 23 },
        { "unetlite_mobilenet_v2", 22 },
        { "unetlite_regnet_x_800mf", 23 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_twin_computes_what_its_model_does(string name, int leastSqnr)
    {
        var outcome = PowerOfTwoOutcome.Of(ZooModels.Of(name));

        Assert.Empty(outcome.DifferentKeys);
        Assert.True(outcome.IsExact, "With everything off the twin differs from its model.");
        Assert.InRange(outcome.Merged, LeastMerged, double.PositiveInfinity);
        Assert.InRange(outcome.Sqnr, leastSqnr, MostSqnr);

        // Heads that run in training only have no range, and what goes into an embedding or masks needs none.
        Assert.All(outcome.Unreached, static clip => Assert.Matches("(?i)^(aux|input_quantizer$)", clip));
    }

    [Fact]
    public void Every_model_is_in_the_table() =>
        Assert.Equal(ZooModels.All.Select(static model => model.Name).Order(StringComparer.Ordinal), Models.Select(static row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet20")]
    [InlineData("mobilenet_v2_lite")]
    [InlineData("deeplabv3lite_mobilenet_v2")]
    [InlineData("unetlite_mobilenet_v2")]
    public void A_twin_has_these_layers_and_clips(string name) => Snapshot.Verify([($"{name}.txt", PowerOfTwoOutcome.PartsOf(name))], name);
}
