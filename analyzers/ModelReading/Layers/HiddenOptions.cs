using System.Collections.Immutable;

namespace QuantGen.ModelReading.Layers;

/// <summary>The options that TorchSharp's layers take at their creation and do not show afterwards, so that a copy must be told them.</summary>
internal static class HiddenOptions
{
    private static readonly Dictionary<string, (string Record, ImmutableArray<HiddenOption> Options)> s_byFactory = Table();

    /// <summary>The record of QuantGen.Modules that takes a factory's hidden options, and the options; null if it hides none.</summary>
    /// <param name="factory">The name of the layer's class or of a factory.</param>
    public static (string Record, ImmutableArray<HiddenOption> Options)? Of(string factory) =>
        s_byFactory.TryGetValue(factory, out var found) ? found : null;

    /// <summary>Whether a layer hides everything that it was made with, so that it cannot be copied at all.</summary>
    public static bool HidesAll(string layer) => layer
        is "Transformer"
        or "TransformerDecoder"
        or "TransformerDecoderLayer"
        or "TransformerEncoder"
        or "TransformerEncoderLayer"
        or "PairwiseDistance";

    private static Dictionary<string, (string Record, ImmutableArray<HiddenOption> Options)> Table()
    {
        ImmutableArray<HiddenOption> embedding =
        [
            new(2, "padding_idx", "PaddingIndex"), new(3, "max_norm", "MaxNorm"), new(4, "norm_type", "NormType"),
            new(5, "scale_grad_by_freq", "ScaleGradByFreq"), new(6, "sparse", "Sparse"),
        ];
        ImmutableArray<HiddenOption> bag =
        [
            new(2, "max_norm", "MaxNorm"), new(3, "norm_type", "NormType"), new(4, "scale_grad_by_freq", "ScaleGradByFreq"), new(5, "mode", "Mode"),
            new(6, "sparse", "Sparse"), new(7, "include_last_offset", "IncludeLastOffset"), new(8, "padding_index", "PaddingIndex"),
        ];
        ImmutableArray<HiddenOption> recurrent = [new(4, "batchFirst", "BatchFirst"), new(5, "dropout", "Dropout")];
        ImmutableArray<HiddenOption> rnn = [new(3, "nonLinearity", "NonLinearity"), new(5, "batchFirst", "BatchFirst"), new(6, "dropout", "Dropout")];
        ImmutableArray<HiddenOption> attention = [new(1, "num_heads", "NumHeads"), new(2, "dropout", "Dropout"), new(5, "add_zero_attn", "AddZeroAttn")];

        return new Dictionary<string, (string Record, ImmutableArray<HiddenOption> Options)>(StringComparer.Ordinal)
        {
            ["Embedding"] = ("EmbeddingOptions", embedding),
            ["Embedding_from_pretrained"] = ("EmbeddingOptions", embedding),
            ["EmbeddingBag"] = ("EmbeddingBagOptions", bag),
            ["EmbeddingBag_from_pretrained"] = ("EmbeddingBagOptions", bag),
            ["LSTM"] = ("RecurrentOptions", recurrent),
            ["GRU"] = ("RecurrentOptions", recurrent),
            ["RNN"] = ("RnnOptions", rnn),
            ["RNNCell"] = ("RnnCellOptions", [new(2, "nonLinearity", "NonLinearity")]),
            ["MultiheadAttention"] = ("MultiheadAttentionOptions", attention),
        };
    }
}
