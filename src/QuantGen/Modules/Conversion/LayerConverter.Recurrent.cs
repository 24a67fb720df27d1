using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace QuantGen.Modules;

/// <content>Recurrent layers.</content>
/// <remarks>What they quantize holds the state, which has both signs, so their levels start at zero only where a descriptor says so.</remarks>
public sealed partial class LayerConverter
{
    /// <summary>The quantized form of a recurrent layer.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with, which TorchSharp hides.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantLSTM? Quantize(LSTM? layer, RecurrentOptions options) =>
        layer is null ? null : Once(layer, () => new QuantLSTM(layer, options, Input(unsigned: false), Weight(OutputAxis)));

    /// <summary>The quantized form of a recurrent layer.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    /// <param name="options">What it was made with, which TorchSharp hides.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantGRU? Quantize(GRU? layer, RecurrentOptions options) =>
        layer is null ? null : Once(layer, () => new QuantGRU(layer, options, Input(unsigned: false), Weight(OutputAxis)));

    /// <summary>The quantized form of a recurrent cell.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantLSTMCell? Quantize(LSTMCell? layer) =>
        layer is null ? null : Once(layer, () => new QuantLSTMCell(layer, Input(unsigned: false), Weight(OutputAxis)));

    /// <summary>The quantized form of a recurrent cell.</summary>
    /// <param name="layer">The float layer; null gives null.</param>
    [return: NotNullIfNotNull(nameof(layer))]
    public QuantGRUCell? Quantize(GRUCell? layer) =>
        layer is null ? null : Once(layer, () => new QuantGRUCell(layer, Input(unsigned: false), Weight(OutputAxis)));
}
