using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Recurrent layers that quantize: step by step, with the operations and in the order of the layer itself.</summary>
internal static class QuantRecurrentForms
{
    // Input, forget, output, cell: the gates with a sigmoid are side by side.
    private static readonly int[] SigmoidsFirst = [0, 1, 3, 2];
    private static readonly int[] AsTheyAre = [0, 1, 2];

    /// <summary>Applies all layers.</summary>
    /// <typeparam name="T">The type of the float layer.</typeparam>
    /// <param name="network">The layers.</param>
    /// <param name="input">(time, batch, features), or (batch, time, features) if the layer takes that.</param>
    /// <param name="states">The states to start with, (layers * directions, batch, hidden) each; empty for zeros.</param>
    /// <returns>The outputs of the last layer, then the states at the end.</returns>
    public static GraphValue[] Run<T>(RecurrentNetwork<T> network, GraphValue input, GraphValue[] states)
        where T : nn.Module
    {
        if (input.Type.Rank != 3)
            throw new GraphException($"{input.LayerPath()} takes three axes, time, batch and features, not {input.Type.Rank}.");

        var sequence = network.TakesBatchFirst ? input.SwapFirst() : input;
        var (time, batch) = (sequence.Type.Shape[0], sequence.Type.Shape[1]);
        var data = sequence.ToShape(time * batch, sequence.Type.Shape[2]);
        if (states.Length == 0)
        {
            var zero = input.Constant(zeros(network.Pairs.Count, batch, network.Width), "zeros");
            states = typeof(T) == typeof(LSTM) ? [zero, zero] : [zero];
        }

        var ends = new List<GraphValue[]>();
        for (var layer = 0; layer < network.Layers; layer++)
        {
            var outputs = new GraphValue[network.Directions];
            for (var direction = 0; direction < network.Directions; direction++)
            {
                var i = (layer * network.Directions) + direction;
                var start = Array.ConvertAll(states, state => state.Part(0, i, 1).WithoutAxis(0));
                (outputs[direction], var end) = Run(network, i, data, (int)time, start, isReverse: direction == 1);
                ends.Add(end);
            }

            data = outputs.Join(1);
        }

        var output = data.ToShape(time, batch, network.Directions * network.Width);
        return [
            network.TakesBatchFirst ? output.SwapFirst() : output,
            .. states.Select((_, state) => ends.ConvertAll(end => end[state].WithAxis(0)).Join(0))];
    }

    /// <summary>One step of an LSTM cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="input">(batch, features).</param>
    /// <param name="hidden">The hidden state.</param>
    /// <param name="memory">The cell state.</param>
    public static GraphValue[] Step(RecurrentCell<LSTMCell> cell, GraphValue input, GraphValue hidden, GraphValue memory)
    {
        var values = cell.Pair.Input.Trace(((GraphValue[])[input, hidden]).Join(1));
        var weight = cell.Pair.Weight.Trace(input.Constant(Joined(cell), "weight"));
        var bias = cell.InputBias is null ? null : cell.InputBias + cell.HiddenBias!;
        return RecurrentCellForms.Lstm(ConvolutionForms.Linear(values, weight, input.ConstantIfAny(bias, "bias")), memory);
    }

    /// <summary>One step of a GRU cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="input">(batch, features).</param>
    /// <param name="state">The state.</param>
    public static GraphValue Step(RecurrentCell<GRUCell> cell, GraphValue input, GraphValue state)
    {
        var values = cell.Pair.Input.Trace(((GraphValue[])[input, state]).Join(1));
        var (inputs, width) = (input.Type.Shape[1], state.Type.Shape[1]);
        var (weight, joined) = (cell.Pair.Weight, Joined(cell));
        var fromInput = ConvolutionForms.Linear(
            values.Part(1, 0, inputs), Columns(weight, input, joined, 0, inputs, AsTheyAre, "weight_ih"), input.ConstantIfAny(cell.InputBias, "bias_ih"));
        var fromHidden = ConvolutionForms.Linear(
            values.Part(1, inputs, width), Columns(weight, input, joined, inputs, width, AsTheyAre, "weight_hh"), input.ConstantIfAny(cell.HiddenBias, "bias_hh"));
        return RecurrentCellForms.Gru(fromInput, fromHidden, state);
    }

    private static (GraphValue Output, GraphValue[] End) Run<T>(
        RecurrentNetwork<T> network, int i, GraphValue data, int time, GraphValue[] states, bool isReverse)
        where T : nn.Module
    {
        var isLstm = typeof(T) == typeof(LSTM);
        var (pair, inputs) = (network.Pairs[i], data.Type.Shape[1]);
        var gates = isLstm ? SigmoidsFirst : AsTheyAre;
        var joined = cat([network.Parameters[network.Name("weight_ih", i)], network.Parameters[network.Name("weight_hh", i)]], 1);
        var fromInputs = Columns(pair.Weight, data, joined, 0, inputs, gates, network.Name("weight_ih", i));
        var fromHidden = Columns(pair.Weight, data, joined, inputs, network.Width, gates, network.Name("weight_hh", i));
        Tensor? inputBias = network.Parameters.Find(network.Name("bias_ih", i));
        Tensor? hiddenBias = network.Parameters.Find(network.Name("bias_hh", i));
        if (isLstm && inputBias is not null)
            (inputBias, hiddenBias) = (RecurrentForms.Reorder(inputBias + hiddenBias!, gates), null);

        var steps = new StepInputs(pair.Input, data, time, fromInputs, data.ConstantIfAny(inputBias, network.Name("bias_ih", i)));
        var stateBias = data.ConstantIfAny(hiddenBias, network.Name("bias_hh", i));
        var outputs = new GraphValue[time];
        for (var k = 0; k < time; k++)
        {
            var t = isReverse ? time - 1 - k : k;
            var (fromInput, hidden) = steps.Next(t, states[0]);
            states = isLstm
                ? Lstm(Product(hidden, fromHidden, fromInput), states)
                : [RecurrentCellForms.Gru(fromInput, Product(hidden, fromHidden, stateBias), states[0])];
            outputs[t] = states[0];
        }

        return (outputs.Join(0), states);
    }

    private static GraphValue[] Lstm(GraphValue gates, GraphValue[] states)
    {
        var width = states[0].Type.Shape[1];
        var open = gates.Part(1, 0, 3 * width).Node("Sigmoid").EqualParts(1, 3);
        return RecurrentCellForms.Lstm(open[0], open[1], gates.Part(1, 3 * width, width).Node("Tanh"), open[2], states[1]);
    }

    private static GraphValue Product(GraphValue left, GraphValue weight, GraphValue? added) =>
        left.Node("Gemm", [weight, added], new GraphAttributeCollection { { "transB", 1L } });

    private static Tensor Joined<T>(RecurrentCell<T> cell)
        where T : nn.Module => cat([cell.Parameters["weight_ih"], cell.Parameters["weight_hh"]], 1);

    /// <summary>
    /// The columns of a weight that an input or a state is multiplied with, gates in another order. Ranges are those of rows or of columns, so
    /// that each part can be quantized by itself.
    /// </summary>
    private static GraphValue Columns(TensorQuantizer quantizer, GraphValue near, Tensor joined, long start, long length, int[] gates, string name)
    {
        var columns = near.Constant(RecurrentForms.Reorder(joined.detach().narrow(1, start, length), gates).contiguous(), name);
        if (!quantizer.Enabled || !quantizer.QuantEnabled || quantizer.CalibrationEnabled || quantizer.LearnedRange is not null || quantizer.PreQuantScale is not null)
            return quantizer.Trace(columns);

        var quantization = QuantizerForms.Of(quantizer, near, joined.shape);
        return quantization.Axis switch
        {
            null => QuantizerForms.Quantize(columns, quantization),
            0 => QuantizerForms.Quantize(columns, quantization with { Scales = Reorder(quantization.Scales, gates), Amax = Reorder(quantization.Amax!, gates) }),
            _ => QuantizerForms.Quantize(columns, quantization with { Scales = Part(quantization.Scales), Amax = Part(quantization.Amax!) }),
        };

        float[] Part(IReadOnlyList<float> ranges) => [.. ranges.Skip((int)start).Take((int)length)];
    }

    private static float[] Reorder(IReadOnlyList<float> rows, int[] gates)
    {
        var width = rows.Count / gates.Length;
        return [.. gates.SelectMany(gate => rows.Skip(gate * width).Take(width))];
    }

    /// <summary>Inputs times their weight, and states quantized: all inputs at once where each number is quantized by itself.</summary>
    private sealed class StepInputs
    {
        private readonly TensorQuantizer _quantizer;
        private readonly GraphValue _weight;
        private readonly GraphValue? _bias;
        private readonly IReadOnlyList<GraphValue> _steps;
        private readonly bool _isAtOnce;

        public StepInputs(TensorQuantizer quantizer, GraphValue data, int time, GraphValue weight, GraphValue? bias)
        {
            (_quantizer, _weight, _bias) = (quantizer, weight, bias);
            _isAtOnce = quantizer.IsElementwise;
            _steps = (_isAtOnce ? ConvolutionForms.Linear(quantizer.Trace(data), weight, bias) : data).EqualParts(0, time);
        }

        public (GraphValue FromInput, GraphValue Hidden) Next(int step, GraphValue hidden)
        {
            if (_isAtOnce)
                return (_steps[step], _quantizer.Trace(hidden));

            var width = _steps[step].Type.Shape[1];
            var both = _quantizer.Trace(((GraphValue[])[_steps[step], hidden]).Join(1));
            return (ConvolutionForms.Linear(both.Part(1, 0, width), _weight, _bias), both.Part(1, width, hidden.Type.Shape[1]));
        }
    }
}
