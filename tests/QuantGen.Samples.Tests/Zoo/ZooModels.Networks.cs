using ModelZoo;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

internal static partial class ZooModels
{
    /// <summary>
    /// Networks that are no classifiers of pictures by convolution: segmentation, attention, recurrence. Parameters are published by
    /// torchvision for ViT-B/16 (86,567,656 with 197 positions, of which a picture of 32x32 needs 5) and DeepLabV3.
    /// </summary>
    private static readonly ZooModel[] OtherNetworks =
    [
        Network("vit_b_16", static () => randn(2, 3, 32, 32), 173, 18) with
        {
            Parameters = 86_567_656 - ((197 - 5) * 768),
        },
        Network("sequence_encoder", static () => randn(4, 20, 8), 40, 37),
        Network("sequence_encoder_fused", static () => randn(4, 20, 8), 38, 37),
        Network("multihead_encoder", static () => randn(12, 4, 32), 5, 37),
        Network("masked_text_classifier", EndingTexts, 32, 29) with
        {
            Run = static (model, tokens) => [((Module<Tensor, Tensor, Tensor>)model).call(tokens, tokens.ne(0))],
        },
        Network("lstm_classifier", Texts, 6, 46),
        Network("gru_tagger", Texts, 6, 36),
        Network("lstm_forecaster", static () => randn(10, 4, 3), 7, 38) with
        {
            Run = RunTwice,
        },
        Network("unet", static () => randn(2, 3, 48, 48), 47, 35),
        Network("unet_upsample", static () => randn(2, 3, 48, 48), 39, 31),
        Network("deeplabv3_resnet50", Pictures, 143, 20) with
        {
            Parameters = 42_004_074,
            Run = static (model, pictures) => Outputs(((Module<Tensor, (Tensor, Tensor?)>)model).call(pictures)),
        },
        .. Lite("mobilenet_v2", 112, deepLab: 20, fpn: 25, unet: 23),
        .. Lite("regnet_x_800mf", 122, deepLab: 17, fpn: 28, unet: 21),
    ];

    /// <summary>The lite networks on a backbone.</summary>
    /// <param name="name">The backbone's name.</param>
    /// <param name="quantizers">How many quantizers its twin has; the decoders have 28, 29 and 25.</param>
    /// <param name="deepLab">The least SQNR of DeepLabV3Lite in dB.</param>
    /// <param name="fpn">That of FPNLite.</param>
    /// <param name="unet">That of UNetLite.</param>
    private static IEnumerable<ZooModel> Lite(
        string name, int quantizers, double deepLab, double fpn, double unet)
    {
        yield return Network($"deeplabv3lite_{name}", Pictures, quantizers + 28, deepLab);
        yield return Network($"fpnlite_{name}", Pictures, quantizers + 29, fpn);
        yield return Network($"unetlite_{name}", Pictures, quantizers + 25, unet) with
        {
            TrainingQuantizers = 4,
            Run = static (model, pictures) => Outputs(((Module<Tensor, (Tensor, Tensor?)>)model).call(pictures)),
        };
    }

    private static Tensor Pictures() => randn(2, 3, 64, 64);

    private static Tensor Texts() => randint(1, Networks.Vocabulary, [4, 12]);

    /// <summary>Texts of different lengths, filled up with token 0.</summary>
    private static Tensor EndingTexts()
    {
        var texts = Texts();
        texts[0, TensorIndex.Slice(start: 7)] = zeros(5, dtype: ScalarType.Int64);
        texts[2, TensorIndex.Slice(start: 10)] = zeros(2, dtype: ScalarType.Int64);
        return texts;
    }

    /// <summary>A call without a state, and one with the state that came of it.</summary>
    private static IReadOnlyList<Tensor> RunTwice(Module model, Tensor series)
    {
        var forecaster = (Module<Tensor, (Tensor, Tensor)?, (Tensor, (Tensor, Tensor))>)model;
        var (first, state) = forecaster.call(series, null);
        var (second, (hidden, cell)) = forecaster.call(series, state);
        return [first, second, hidden, cell];
    }

    private static IReadOnlyList<Tensor> Outputs((Tensor Scores, Tensor? Auxiliary) result) =>
        result.Auxiliary is null ? [result.Scores] : [result.Scores, result.Auxiliary];
}
