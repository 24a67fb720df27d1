using static TorchSharp.torch;

namespace QuantGen.Tests.Modules.Recurrent;

/// <summary>
/// Recurrent layers step by step, as plainly as can be: every step quantizes the concatenation of input and state, and multiplies twice.
/// </summary>
internal static class RecurrentReference
{
    /// <summary>The output and the states at the end, time first.</summary>
    public static Tensor[] Run(nn.Module layer, IQuantizedLayer quantizers, Tensor input, Tensor[] states, int layers, int directions)
    {
        var parameters = layer.named_parameters().ToDictionary(static entry => entry.name, static entry => (Tensor)entry.parameter, StringComparer.Ordinal);
        var (inputs, weights) = (quantizers.InputQuantizers.ToArray(), quantizers.QuantizedWeights.ToArray());
        var ends = new List<Tensor[]>();
        for (var l = 0; l < layers; l++)
        {
            var outputs = new List<Tensor>();
            for (var d = 0; d < directions; d++)
            {
                var i = (l * directions) + d;
                var suffix = $"_l{l}{(d == 1 ? "_reverse" : "")}";
                var (wih, whh) = (parameters["weight_ih" + suffix], parameters["weight_hh" + suffix]);
                var joined = weights[i].Quantizer.call(cat([wih, whh], 1))!;
                var state = states.Select(s => s[i]).ToArray();
                var steps = Enumerable.Range(0, (int)input.size(0)).Select(t => d == 1 ? (int)input.size(0) - 1 - t : t).ToArray();
                var results = new Tensor[steps.Length];
                foreach (var t in steps)
                {
                    var both = inputs[i].call(cat([input[t], state[0]], 1))!;
                    var fromInput = nn.functional.linear(both.narrow(1, 0, wih.size(1)), joined.narrow(1, 0, wih.size(1)), parameters.GetValueOrDefault("bias_ih" + suffix));
                    var fromHidden = nn.functional.linear(
                        both.narrow(1, wih.size(1), whh.size(1)), joined.narrow(1, wih.size(1), whh.size(1)), parameters.GetValueOrDefault("bias_hh" + suffix));
                    state = state.Length == 2 ? Lstm(fromInput + fromHidden, state[1]) : Gru(fromInput, fromHidden, state[0]);
                    results[t] = state[0];
                }

                outputs.Add(stack(results, 0));
                ends.Add(state);
            }

            input = cat(outputs, 2);
        }

        return [input, .. Enumerable.Range(0, states.Length).Select(s => stack(ends.Select(end => end[s]), 0))];
    }

    private static Tensor[] Lstm(Tensor gates, Tensor cell)
    {
        var parts = gates.chunk(4, 1);
        var next = (parts[1].sigmoid() * cell) + (parts[0].sigmoid() * parts[2].tanh());
        return [parts[3].sigmoid() * next.tanh(), next];
    }

    private static Tensor[] Gru(Tensor fromInput, Tensor fromHidden, Tensor state)
    {
        var (a, b) = (fromInput.chunk(3, 1), fromHidden.chunk(3, 1));
        var reset = (a[0] + b[0]).sigmoid();
        var update = (a[1] + b[1]).sigmoid();
        var candidate = (a[2] + (reset * b[2])).tanh();
        return [((1 - update) * candidate) + (update * state)];
    }
}
