using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace QuantGen.Modules;

/// <summary>
/// Copies of the layers that do not show what they were made with. What their parameters tell is read from them: sizes, biases, layers and
/// directions.
/// </summary>
internal static class HiddenLayerCopy
{
    /// <summary>Says that a layer of TorchSharp cannot be copied as it stands.</summary>
    public static LayerConversionException NotCopied(Type type) => new(
        $"{type.Name} does not show what it was made with, so such a layer cannot be copied here: hold it in a field of a class that is " +
        "annotated with [Quantize], or in a class with a constructor without parameters that is annotated with [KeepFloat].");

    /// <summary>A copy of an embedding.</summary>
    public static Embedding Of(Embedding layer, EmbeddingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (rows, width) = Table(layer, layer.weight, options.PaddingIndex);
        return Copies.Fill(
            layer,
            Embedding(rows, width, options.PaddingIndex, options.MaxNorm, options.NormType, options.ScaleGradByFreq, options.Sparse));
    }

    /// <summary>A copy of an embedding of bags.</summary>
    public static EmbeddingBag Of(EmbeddingBag layer, EmbeddingBagOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (rows, width) = Table(layer, layer.weight, options.PaddingIndex);
        return Copies.Fill(
            layer,
            EmbeddingBag(
                rows, width, options.MaxNorm, options.NormType, options.ScaleGradByFreq, options.Mode, options.Sparse,
                options.IncludeLastOffset, options.PaddingIndex));
    }

    /// <summary>A copy of a recurrent layer.</summary>
    public static LSTM Of(LSTM layer, RecurrentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (input, hidden, layers, bias, bidirectional) = Stack(layer);
        return Copies.Fill(layer, LSTM(input, hidden, layers, bias, options.BatchFirst, options.Dropout, bidirectional));
    }

    /// <summary>A copy of a recurrent layer.</summary>
    public static GRU Of(GRU layer, RecurrentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (input, hidden, layers, bias, bidirectional) = Stack(layer);
        return Copies.Fill(layer, GRU(input, hidden, layers, bias, options.BatchFirst, options.Dropout, bidirectional));
    }

    /// <summary>A copy of a recurrent layer.</summary>
    public static RNN Of(RNN layer, RnnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (input, hidden, layers, bias, bidirectional) = Stack(layer);
        return Copies.Fill(
            layer, RNN(input, hidden, layers, options.NonLinearity, bias, options.BatchFirst, options.Dropout, bidirectional));
    }

    /// <summary>A copy of a recurrent cell.</summary>
    public static RNNCell Of(RNNCell layer, RnnCellOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (input, hidden, bias) = Cell(layer);
        return Copies.Fill(layer, RNNCell(input, hidden, options.NonLinearity, bias));
    }

    /// <summary>A copy of a recurrent cell, which hides nothing.</summary>
    public static LSTMCell Of(LSTMCell layer)
    {
        var (input, hidden, bias) = Cell(layer);
        return Copies.Fill(layer, LSTMCell(input, hidden, bias));
    }

    /// <summary>A copy of a recurrent cell, which hides nothing.</summary>
    public static GRUCell Of(GRUCell layer)
    {
        var (input, hidden, bias) = Cell(layer);
        return Copies.Fill(layer, GRUCell(input, hidden, bias));
    }

    /// <summary>A copy of an attention layer.</summary>
    public static MultiheadAttention Of(MultiheadAttention layer, MultiheadAttentionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var shapes = Shapes(layer);
        var width = shapes["out_proj.weight"][0];
        if (options.NumHeads < 1 || width % options.NumHeads != 0)
            throw new LayerConversionException(
                string.Create(CultureInfo.InvariantCulture, $"A MultiheadAttention of width {width} cannot have {options.NumHeads} heads."));

        return Copies.Fill(
            layer,
            MultiheadAttention(
                width, options.NumHeads, options.Dropout, shapes.ContainsKey("in_proj_bias"), shapes.ContainsKey("bias_k"),
                options.AddZeroAttn, Width("k_proj_weight"), Width("v_proj_weight")));

        long? Width(string name) => shapes.TryGetValue(name, out var shape) ? shape[1] : null;
    }

    private static (long Rows, long Width) Table(Module layer, Parameter? table, long? paddingIndex)
    {
        var shape = table?.shape ?? throw NotCopied(layer.GetType());
        return paddingIndex >= shape[0] || paddingIndex < -shape[0]
            ? throw new LayerConversionException(string.Create(
                CultureInfo.InvariantCulture,
                $"A table of {shape[0]} rows has no row {paddingIndex} for the padding of {layer.GetType().Name}."))
            : (shape[0], shape[1]);
    }

    /// <summary>What the parameters of a recurrent layer tell of it.</summary>
    public static (long Input, long Hidden, long Layers, bool Bias, bool Bidirectional) Stack(Module layer)
    {
        var shapes = Shapes(layer);
        return (
            shapes["weight_ih_l0"][1],
            shapes["weight_hh_l0"][1],
            shapes.Keys.Count(static name =>
                name.StartsWith("weight_hh_l", StringComparison.Ordinal) && !name.EndsWith("_reverse", StringComparison.Ordinal)),
            shapes.ContainsKey("bias_ih_l0"),
            shapes.ContainsKey("weight_hh_l0_reverse"));
    }

    private static (long Input, long Hidden, bool Bias) Cell(Module layer)
    {
        var shapes = Shapes(layer);
        return (shapes["weight_ih"][1], shapes["weight_hh"][1], shapes.ContainsKey("bias_ih"));
    }

    private static Dictionary<string, long[]> Shapes(Module layer) => layer.named_parameters()
        .ToDictionary(static entry => entry.name, static entry => entry.parameter.shape, StringComparer.Ordinal);
}
