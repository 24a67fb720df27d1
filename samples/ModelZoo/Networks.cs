using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The zoo's other networks by name, each in one size: segmentation, attention, recurrence, and classifiers with further heads. All have fresh weights and are in training mode.</summary>
public static class Networks
{
    /// <summary>How many words the networks for texts know.</summary>
    public const long Vocabulary = 100;

    private const long Labels = 19;

    private static readonly Dictionary<string, Func<Module>> ByName = new(StringComparer.Ordinal)
    {
        ["googlenet_with_heads"] = static () => new GoogLeNetWithHeads(),
        ["inception_v3_with_head"] = static () => new InceptionV3(),
        ["vit_b_16"] = static () => VisionTransformer.B16(imageSize: 32),
        ["sequence_encoder"] = static () => SequenceEncoder.WithMatmul(Small),
        ["sequence_encoder_fused"] = static () => SequenceEncoder.WithFusedAttention(Small),
        ["multihead_encoder"] = static () => new MultiheadEncoder(32, heads: 4, hidden: 64),
        ["masked_text_classifier"] = static () => new MaskedTextClassifier(Vocabulary, classes: 5),
        ["lstm_classifier"] = static () => new LstmClassifier(Vocabulary, classes: 5),
        ["gru_tagger"] = static () => GruTagger.Create(Vocabulary, tags: 5),
        ["lstm_forecaster"] = static () => new LstmForecaster(features: 3, hidden: 32),
        ["unet"] = static () => new UNet(width: 16),
        ["unet_upsample"] = static () => new UpsampleUNet(width: 16),
        ["deeplabv3_resnet50"] = static () => new DeepLabV3(),
        ["deeplabv3lite_mobilenet_v2"] = static () => new DeepLabV3Lite(new MobileNetV2Backbone(), Labels),
        ["fpnlite_mobilenet_v2"] = static () => new FPNLite(new MobileNetV2Backbone(), Labels),
        ["unetlite_mobilenet_v2"] = static () => new UNetLite(new MobileNetV2Backbone(), Labels),
        ["deeplabv3lite_regnet_x_800mf"] = static () => new DeepLabV3Lite(new RegNetBackbone(), Labels),
        ["fpnlite_regnet_x_800mf"] = static () => new FPNLite(new RegNetBackbone(), Labels),
        ["unetlite_regnet_x_800mf"] = static () => new UNetLite(new RegNetBackbone(), Labels),
    };

    private static EncoderOptions Small => new(Features: 8, Length: 20, Classes: 5);

    /// <summary>The names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Makes a network by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no network of that name.</exception>
    public static Module Create(string name) =>
        ByName.TryGetValue(name, out var create)
            ? create()
            : throw new ArgumentException($"There is no network '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
}
