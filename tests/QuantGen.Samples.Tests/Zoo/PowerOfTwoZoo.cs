extern alias fixedpoint;

using static TorchSharp.torch.nn;
using FixedPoint = fixedpoint::ModelZoo;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>The models of the zoo whose twins are for fixed-point hardware, by the names of <see cref="ZooModels"/>.</summary>
internal static class PowerOfTwoZoo
{
    private const long Vocabulary = 100;
    private const long Labels = 19;

    private static readonly Dictionary<string, Func<Module>> _others = new(StringComparer.Ordinal)
    {
        ["googlenet_with_heads"] = static () => new FixedPoint.GoogLeNetWithHeads(),
        ["inception_v3_with_head"] = static () => new FixedPoint.InceptionV3(),
        ["vit_b_16"] = static () => FixedPoint.VisionTransformer.B16(imageSize: 32),
        ["sequence_encoder"] = static () => FixedPoint.SequenceEncoder.WithMatmul(Small),
        ["sequence_encoder_fused"] = static () => FixedPoint.SequenceEncoder.WithFusedAttention(Small),
        ["multihead_encoder"] = static () => new FixedPoint.MultiheadEncoder(32, heads: 4, hidden: 64),
        ["masked_text_classifier"] = static () => new FixedPoint.MaskedTextClassifier(Vocabulary, classes: 5),
        ["lstm_classifier"] = static () => new FixedPoint.LstmClassifier(Vocabulary, classes: 5),
        ["gru_tagger"] = static () => FixedPoint.GruTagger.Create(Vocabulary, tags: 5),
        ["lstm_forecaster"] = static () => new FixedPoint.LstmForecaster(features: 3, hidden: 32),
        ["unet"] = static () => new FixedPoint.UNet(width: 16),
        ["unet_upsample"] = static () => new FixedPoint.UpsampleUNet(width: 16),
        ["deeplabv3_resnet50"] = static () => new FixedPoint.DeepLabV3(),
        ["deeplabv3lite_mobilenet_v2"] = static () => new FixedPoint.DeepLabV3Lite(new FixedPoint.MobileNetV2Backbone(), Labels),
        ["fpnlite_mobilenet_v2"] = static () => new FixedPoint.FPNLite(new FixedPoint.MobileNetV2Backbone(), Labels),
        ["unetlite_mobilenet_v2"] = static () => new FixedPoint.UNetLite(new FixedPoint.MobileNetV2Backbone(), Labels),
        ["deeplabv3lite_regnet_x_800mf"] = static () => new FixedPoint.DeepLabV3Lite(new FixedPoint.RegNetBackbone(), Labels),
        ["fpnlite_regnet_x_800mf"] = static () => new FixedPoint.FPNLite(new FixedPoint.RegNetBackbone(), Labels),
        ["unetlite_regnet_x_800mf"] = static () => new FixedPoint.UNetLite(new FixedPoint.RegNetBackbone(), Labels),
    };

    private static FixedPoint.EncoderOptions Small => new(Features: 8, Length: 20, Classes: 5);

    /// <summary>Makes a model with the weights that the zoo's model of that name has after the same seed.</summary>
    public static Module Create(string name) => _others.TryGetValue(name, out var create)
        ? create()
        : FixedPoint.Models.Create(name, name is "resnet20" or "resnet32" or "resnet56" ? 10 : 1000);
}
