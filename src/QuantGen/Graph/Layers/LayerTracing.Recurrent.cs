using QuantGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Recurrent layers, in float and quantized, and their cells.</content>
public static partial class LayerTracing
{
    private static (string, object)[] GruSettings => [("linear_before_reset", 1L)];

    // TorchSharp's types say nothing of null, QuantGen's do: those of the receivers below fit both.
#nullable disable annotations
    /// <summary>Adds an LSTM.</summary>
    /// <param name="layer">An LSTM of TorchSharp or QuantGen, or an <see cref="ITraceable"/>.</param>
    /// <param name="input">(time, batch, features), or (batch, time, features) if the layer takes that.</param>
    /// <param name="h0_c0">Hidden and cell states to start with, (layers * directions, batch, hidden) each; null for zeros.</param>
    /// <returns>The outputs of the last layer at every step, and the hidden and cell states at the end.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph, or a quantizer has no range; the message names it.</exception>
    public static (GraphValue, GraphValue, GraphValue) Trace(
        this nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)> layer, GraphValue input, (GraphValue, GraphValue)? h0_c0 = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        using var entered = Enter(layer, input);
        GraphValue[] states = h0_c0 is var (hidden, cell) ? [hidden, cell] : [];
        var results = layer switch
        {
            QuantLSTM { Network.IsIdle: false } quantized => QuantRecurrentForms.Run(quantized.Network, input, states),
            QuantLSTM idle => RecurrentForms.Run("LSTM", idle.Network.Parameters.Layer, RecurrentForms.LstmGates, input, states),
            LSTM => RecurrentForms.Run("LSTM", layer, RecurrentForms.LstmGates, input, states),
            _ => Traced(layer, 3, (GraphValue[])[input, .. states]),
        };
        return (results[0], results[1], results[2]);
    }

    /// <summary>Adds a GRU or RNN.</summary>
    /// <param name="layer">A GRU of TorchSharp or QuantGen, an RNN, or an <see cref="ITraceable"/> of two inputs and two results.</param>
    /// <param name="input">(time, batch, features), or (batch, time, features) if the layer takes that.</param>
    /// <param name="h0">States to start with, (layers * directions, batch, hidden); null for zeros.</param>
    /// <returns>The outputs of the last layer at every step, and the states at the end.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph, or a quantizer has no range; the message names it.</exception>
    public static (GraphValue, GraphValue) Trace(this nn.Module<Tensor, Tensor, (Tensor, Tensor)> layer, GraphValue input, GraphValue h0 = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        using var entered = Enter(layer, input, h0);
        GraphValue[] states = h0 is null ? [] : [h0];
        var results = layer switch
        {
            QuantGRU { Network.IsIdle: false } quantized => QuantRecurrentForms.Run(quantized.Network, input, states),
            QuantGRU idle => RecurrentForms.Run("GRU", idle.Network.Parameters.Layer, RecurrentForms.GruGates, input, states, GruSettings),
            GRU => RecurrentForms.Run("GRU", layer, RecurrentForms.GruGates, input, states, GruSettings),
            RNN => RecurrentForms.Run("RNN", layer, RecurrentForms.RnnGates, input, states, ("activations", HiddenSettings.AppliesRelu(layer) ? "Relu" : "Tanh")),
            _ => Traced(layer, 2, input, h0),
        };
        return (results[0], results[1]);
    }

    /// <summary>Adds an LSTM cell.</summary>
    /// <param name="layer">An LSTM cell of TorchSharp or QuantGen, or an <see cref="ITraceable"/>.</param>
    /// <param name="input">(batch, features).</param>
    /// <param name="h0_c0">Hidden and cell state, (batch, hidden) each; null for zeros.</param>
    /// <returns>The next hidden and cell state.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph, or a quantizer has no range; the message names it.</exception>
    public static (GraphValue, GraphValue) Trace(
        this nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)> layer, GraphValue input, (GraphValue, GraphValue)? h0_c0 = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        using var entered = Enter(layer, input);
        if (layer is not (LSTMCell or QuantLSTMCell))
        {
            var own = h0_c0 is var (first, second) ? Traced(layer, 2, input, first, second) : Traced(layer, 2, input);
            return (own[0], own[1]);
        }

        var (hidden, cell) = h0_c0 ?? (RecurrentCellForms.Zeros(input, layer), RecurrentCellForms.Zeros(input, layer));
        var results = layer is QuantLSTMCell { Cell: { Pair.IsIdle: false } quantized }
            ? QuantRecurrentForms.Step(quantized, input, hidden, cell)
            : RecurrentCellForms.Lstm(RecurrentCellForms.Sums(layer, input, "ih").Node("Add", RecurrentCellForms.Sums(layer, hidden, "hh")), cell);
        return (results[0], results[1]);
    }

    /// <summary>Adds a layer of two inputs.</summary>
    /// <param name="layer">A GRU cell of TorchSharp or QuantGen, an RNN cell, a bilinear layer, or an <see cref="ITraceable"/>.</param>
    /// <param name="input">The first input.</param>
    /// <param name="second">The second input, the state of a cell; null for a state of zeros, or an argument that is left out.</param>
    /// <returns>The result.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph, or a quantizer has no range; the message names it.</exception>
    public static GraphValue Trace(this nn.Module<Tensor, Tensor, Tensor> layer, GraphValue input, GraphValue second = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        using var entered = Enter(layer, input, second);
        switch (layer)
        {
            case Bilinear bilinear:
                return ConvolutionLayers.Product(bilinear, input, second);
            case QuantGRUCell { Cell: { Pair.IsIdle: false } quantized }:
                return QuantRecurrentForms.Step(quantized, input, second ?? RecurrentCellForms.Zeros(input, layer));
            case GRUCell or QuantGRUCell:
                var state = second ?? RecurrentCellForms.Zeros(input, layer);
                return RecurrentCellForms.Gru(RecurrentCellForms.Sums(layer, input, "ih"), RecurrentCellForms.Sums(layer, state, "hh"), state);
            case RNNCell:
                var sums = RecurrentCellForms.Sums(layer, input, "ih").Node("Add", RecurrentCellForms.Sums(layer, second ?? RecurrentCellForms.Zeros(input, layer), "hh"));
                return sums.Node(HiddenSettings.AppliesRelu(layer) ? "Relu" : "Tanh");
            default:
                return Traced(layer, 1, input, second)[0];
        }
    }
#nullable restore annotations
}
