using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Recurrent layers over (time, batch, features): inputs, gates and results as ONNX has them, layout 0.</summary>
internal static class RecurrentOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        Layer("LSTM", gates: 4, states: 2, static (call, step) => Lstm(step)),
        Layer("GRU", gates: 3, states: 1, Gru, OperationAttribute.Integer("linear_before_reset", 0)),
        Layer("RNN", gates: 1, states: 1, Rnn, OperationAttribute.Text("activations", "Tanh")),
    ];

    private static GraphOperation Layer(string name, int gates, int states, Func<OperationCall, RecurrentStep, Tensor[]> compute, params IReadOnlyList<OperationAttribute> more) => new(
        name,
        states == 2 ? "X W R B? sequence_lens? initial_h? initial_c?" : "X W R B? sequence_lens? initial_h?",
        call => Types(call, gates, states),
        (call, inputs) => Run(call, inputs, states, compute),
        [OperationAttribute.Required("hidden_size", AttributeKind.Integer), OperationAttribute.Text("direction", "forward"), .. more]);

    private static int Directions(OperationCall call) => call.Text("direction") switch
    {
        "forward" or "reverse" => 1,
        "bidirectional" => 2,
        var other => throw call.Problem($"direction is {other} and must be forward, reverse or bidirectional"),
    };

    private static IReadOnlyList<GraphType> Types(OperationCall call, int gates, int states)
    {
        call.Require(0, GraphElementType.Float32);
        call.RequireRank(0, 3, 3);
        var (directions, hidden, shape) = (Directions(call), call.Integer("hidden_size"), call[0].Shape);
        call.RequireShape(1, directions, gates * hidden, shape[2]);
        call.RequireShape(2, directions, gates * hidden, hidden);
        call.RequireShape(3, directions, 2 * gates * hidden);
        if (call.Optional(4) is not null)
            throw call.Problem("sequences of several lengths have no form in a graph");

        call.RequireShape(5, directions, shape[1], hidden);
        call.RequireShape(6, directions, shape[1], hidden);
        var state = new GraphType(GraphElementType.Float32, [directions, shape[1], hidden]);
        return [new(GraphElementType.Float32, [shape[0], directions, shape[1], hidden]), .. Enumerable.Repeat(state, states)];
    }

    private static IReadOnlyList<Tensor> Run(OperationCall call, IReadOnlyList<Tensor?> inputs, int states, Func<OperationCall, RecurrentStep, Tensor[]> compute)
    {
        var outputs = new List<Tensor>();
        var ends = new List<Tensor[]>();
        for (var direction = 0; direction < Directions(call); direction++)
        {
            var backwards = direction == 1 || call.Text("direction") == "reverse";
            var state = Enumerable.Range(0, states).Select(i => Initial(call, inputs, 5 + i, direction)).ToArray();
            var steps = new Tensor[call[0].Shape[0]];
            for (var i = 0; i < steps.Length; i++)
            {
                var time = backwards ? steps.Length - 1 - i : i;
                state = compute(call, new RecurrentStep(inputs, direction, time, state));
                steps[time] = state[0];
            }

            outputs.Add(stack(steps, 0));
            ends.Add(state);
        }

        return [stack(outputs, 1), .. Enumerable.Range(0, states).Select(i => stack(ends.ConvertAll(end => end[i]), 0))];
    }

    private static Tensor Initial(OperationCall call, IReadOnlyList<Tensor?> inputs, int index, int direction) =>
        index < inputs.Count && inputs[index] is { } given ? given.select(0, direction) : zeros(call[0].Shape[1], call.Integer("hidden_size"));

    private static Tensor[] Lstm(RecurrentStep step)
    {
        var gates = (step.FromInput + step.FromState).chunk(4, 1);
        var cell = (gates[2].sigmoid() * step.State[1]) + (gates[0].sigmoid() * gates[3].tanh());
        return [gates[1].sigmoid() * cell.tanh(), cell];
    }

    private static Tensor[] Gru(OperationCall call, RecurrentStep step)
    {
        var (fromInput, fromState) = (step.FromInput.chunk(3, 1), step.FromState.chunk(3, 1));
        var (update, reset) = ((fromInput[0] + fromState[0]).sigmoid(), (fromInput[1] + fromState[1]).sigmoid());
        var recurrent = call.Flag("linear_before_reset") ? reset * fromState[2] : step.FromLastGate(reset * step.State[0]);
        var candidate = (fromInput[2] + recurrent).tanh();
        return [((1 - update) * candidate) + (update * step.State[0])];
    }

    private static Tensor[] Rnn(OperationCall call, RecurrentStep step)
    {
        var sum = step.FromInput + step.FromState;
        return call.Text("activations") switch
        {
            "Tanh" => [sum.tanh()],
            "Relu" => [sum.relu()],
            var other => throw call.Problem($"activations is {other} and must be Tanh or Relu"),
        };
    }
}
