using System.Globalization;
using QuantGen.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Recurrent layers in float: a node for each layer, in ONNX's order of gates.</summary>
internal static class RecurrentForms
{
    /// <summary>The order of an LSTM's gates in ONNX, input, output, forget, cell, by torch's.</summary>
    public static readonly int[] LstmGates = [0, 3, 1, 2];

    /// <summary>The order of a GRU's gates in ONNX, update, reset, new, by torch's.</summary>
    public static readonly int[] GruGates = [1, 0, 2];

    /// <summary>The one gate of a simple layer.</summary>
    public static readonly int[] RnnGates = [0];

    /// <summary>Applies all layers.</summary>
    /// <param name="operation">LSTM, GRU or RNN.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="gates">The order of its gates in ONNX.</param>
    /// <param name="input">(time, batch, features), or (batch, time, features) if the layer takes that.</param>
    /// <param name="states">The states to start with, (layers * directions, batch, hidden) each; empty for zeros.</param>
    /// <param name="settings">What the operation needs besides.</param>
    /// <returns>The outputs of the last layer, then the states at the end.</returns>
    public static GraphValue[] Run(
        string operation, nn.Module layer, int[] gates, GraphValue input, GraphValue[] states, params (string Name, object Value)[] settings)
    {
        var (inputs, hidden, layers, hasBias, isBidirectional) = HiddenLayerCopy.Stack(layer);
        if (input.Type.Rank != 3)
            throw new GraphException($"{input.LayerPath()} takes three axes, time, batch and features, not {input.Type.Rank}.");

        var batchFirst = HiddenSettings.TakesBatchFirst(layer, inputs);
        var directions = isBidirectional ? 2 : 1;
        var data = batchFirst ? input.SwapFirst() : input;
        var ends = new List<IReadOnlyList<GraphValue>>();
        for (var i = 0; i < layers; i++)
        {
            var parameters = new LayerParameters(layer, i, directions, gates);
            var starts = states.Select(state => state.Part(0, i * directions, directions));
            GraphValue?[] operands =
            [
                data,
                data.Constant(parameters.Joint("weight_ih"), $"weight_ih_l{i}"),
                data.Constant(parameters.Joint("weight_hh"), $"weight_hh_l{i}"),
                hasBias ? data.Constant(parameters.Biases, $"bias_l{i}") : null,
                .. states.Length == 0 ? [] : starts.Prepend(null),
            ];
            var attributes = new GraphAttributeCollection { { "hidden_size", hidden }, { "direction", isBidirectional ? "bidirectional" : "forward" } };
            foreach (var (name, value) in settings)
                attributes.Add(name, value);

            var results = GraphValue.ApplyMany(operation, Trimmed(operands), attributes);
            data = Together(results[0], directions * hidden);
            ends.Add([.. results.Skip(1)]);
        }

        return [batchFirst ? data.SwapFirst() : data, .. ends[0].Select((_, state) => ends.ConvertAll(end => end[state]).Join(0))];
    }

    /// <summary>Rows of gates in another order.</summary>
    /// <param name="rows">(gates * hidden, ...).</param>
    /// <param name="gates">For each gate the one that comes there.</param>
    public static Tensor Reorder(Tensor rows, int[] gates)
    {
        var width = rows.size(0) / gates.Length;
        return gates.Length == 1 ? rows : cat([.. gates.Select(gate => rows.narrow(0, gate * width, width))], 0);
    }

    // (time, directions, batch, hidden) to (time, batch, directions * hidden).
    private static GraphValue Together(GraphValue output, long width) => output.Type.Shape is [var time, var directions, var batch, _] && directions > 1
        ? output.ToOrder(0, 2, 1, 3).ToShape(time, batch, width)
        : output.WithoutAxis(1);

    private static GraphValue?[] Trimmed(GraphValue?[] operands) => [.. operands.Take(Array.FindLastIndex(operands, static operand => operand is not null) + 1)];

    private sealed class LayerParameters(nn.Module layer, int index, int directions, int[] gates)
    {
        public Tensor Biases => Each(suffix => cat([Reordered("bias_ih" + suffix), Reordered("bias_hh" + suffix)], 0));

        public Tensor Joint(string name) => Each(suffix => Reordered(name + suffix));

        private Tensor Each(Func<string, Tensor> compute) => stack([.. Enumerable.Range(0, directions).Select(direction =>
            compute(string.Create(CultureInfo.InvariantCulture, $"_l{index}{(direction == 1 ? "_reverse" : "")}")))], 0);

        private Tensor Reordered(string name) => Reorder(layer.get_parameter(name)!.detach(), gates);
    }
}
