using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// A step of gated recurrent units: h' = n + z (h - n), n = tanh(W x + b + r (U h + c)), where r and z are sigmoids of their parts of W x +
/// b + U h + c. (K. Cho and others, Learning phrase representations using RNN encoder-decoder, 2014, in the form of torch.nn.GRU.)
/// </summary>
internal sealed class GruStep : IRecurrentStep
{
    private const int Gates = 3;

    /// <summary>The only instance.</summary>
    public static GruStep Instance { get; } = new();

    /// <inheritdoc/>
    public int States => 1;

    /// <inheritdoc/>
    public StepWeights Arrange(Tensor joined, long inputs, Tensor? inputBias, Tensor? hiddenBias) => new(
        joined.narrow(1, 0, inputs), inputBias, joined.narrow(1, inputs, joined.size(1) - inputs).transpose(0, 1), hiddenBias);

    /// <inheritdoc/>
    public Tensor[] Next(Tensor fromInput, Tensor hidden, Tensor[] states, StepWeights weights) =>
        [Next(fromInput, weights.FromHidden(hidden), states[0])];

    /// <summary>The state after a step whose gates are computed.</summary>
    /// <param name="fromInput">W x + b in torch's order of gates: reset, update, new.</param>
    /// <param name="fromHidden">U h + c in that order.</param>
    /// <param name="state">The state as it is.</param>
    public static Tensor Next(Tensor fromInput, Tensor fromHidden, Tensor state)
    {
        var width = fromInput.size(1) / Gates;
        var open = (fromInput.narrow(1, 0, 2 * width) + fromHidden.narrow(1, 0, 2 * width)).sigmoid().chunk(2, 1);
        var candidate = SumOfProduct.Of(fromInput.narrow(1, 2 * width, width), open[0], fromHidden.narrow(1, 2 * width, width)).tanh();
        return SumOfProduct.Of(candidate, open[1], state - candidate);
    }
}
