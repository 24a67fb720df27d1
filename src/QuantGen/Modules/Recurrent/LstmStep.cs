using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// A step of long short-term memory: c' = f c + i g, h' = o tanh(c'), where i, f, o are sigmoids and g is a hyperbolic tangent of their
/// parts of W x + U h + b. (S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997; with forget gates, as torch.nn.LSTM.)
/// </summary>
internal sealed class LstmStep : IRecurrentStep
{
    private const int Gates = 4;
    private const int Sigmoids = 3;

    /// <summary>The only instance.</summary>
    public static LstmStep Instance { get; } = new();

    /// <inheritdoc/>
    public int States => 2;

    /// <inheritdoc/>
    public StepWeights Arrange(Tensor joined, long inputs, Tensor? inputBias, Tensor? hiddenBias)
    {
        var ordered = SigmoidsFirst(joined);
        var hidden = ordered.narrow(1, inputs, joined.size(1) - inputs).transpose(0, 1);
        var bias = inputBias is null ? null : SigmoidsFirst(inputBias + hiddenBias!);
        return new StepWeights(ordered.narrow(1, 0, inputs), bias, hidden, HiddenBias: null);
    }

    /// <inheritdoc/>
    public Tensor[] Next(Tensor fromInput, Tensor hidden, Tensor[] states, StepWeights weights)
    {
        var width = states[0].size(1);
        var gates = fromInput.addmm(hidden, weights.Hidden);
        var open = gates.narrow(1, 0, Sigmoids * width).sigmoid().chunk(Sigmoids, 1);
        return Next(open[0], open[1], gates.narrow(1, Sigmoids * width, width).tanh(), open[2], states[1]);
    }

    /// <summary>The states after a step whose gates are computed.</summary>
    /// <param name="sums">W x + U h + b in torch's order of gates: input, forget, cell, output.</param>
    /// <param name="cell">The second state.</param>
    public static Tensor[] Next(Tensor sums, Tensor cell)
    {
        var gates = sums.chunk(Gates, 1);
        return Next(gates[0].sigmoid(), gates[1].sigmoid(), gates[2].tanh(), gates[3].sigmoid(), cell);
    }

    private static Tensor[] Next(Tensor input, Tensor forget, Tensor candidate, Tensor output, Tensor cell)
    {
        var next = SumOfProduct.Of(forget * cell, input, candidate);
        return [output * next.tanh(), next];
    }

    // From torch's order, input, forget, cell, output, to one in which a single sigmoid takes all that need one.
    private static Tensor SigmoidsFirst(Tensor rows)
    {
        var width = rows.size(0) / Gates;
        return cat([rows.narrow(0, 0, 2 * width), rows.narrow(0, 3 * width, width), rows.narrow(0, 2 * width, width)], 0);
    }
}
