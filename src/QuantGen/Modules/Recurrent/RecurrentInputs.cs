using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// Quantizes inputs and states of one recurrent layer. In principle every step quantizes the concatenation of its input and state; where
/// the quantizer treats each number by itself, all inputs are quantized and multiplied at once, and only states step by step.
/// </summary>
internal abstract class RecurrentInputs(TensorQuantizer quantizer, StepWeights weights)
{
    /// <summary>Chooses the way for what the quantizer does now.</summary>
    /// <param name="quantizer">The quantizer.</param>
    /// <param name="data">The inputs of all steps, one after the other.</param>
    /// <param name="sizes">How many rows each step has.</param>
    /// <param name="weights">The weights.</param>
    public static RecurrentInputs Of(TensorQuantizer quantizer, Tensor data, long[] sizes, StepWeights weights)
    {
        if (quantizer.OnlyCollects)
            return new Collected(quantizer, data, sizes, weights);

        return quantizer.IsElementwise ? new AtOnce(quantizer, data, sizes, weights) : new StepByStep(quantizer, data, sizes, weights);
    }

    /// <summary>The input of a step times its weight, with the bias, and the state quantized.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="hidden">The state.</param>
    public abstract (Tensor FromInput, Tensor Hidden) Next(int step, Tensor hidden);

    /// <summary>Ends a sequence.</summary>
    public virtual void Finish()
    {
    }

    private protected TensorQuantizer Quantizer => quantizer;

    private protected StepWeights Weights => weights;

    private static Tensor FromInput(Tensor values, StepWeights weights) => nn.functional.linear(values, weights.Input, weights.InputBias);

    private sealed class AtOnce(TensorQuantizer quantizer, Tensor data, long[] sizes, StepWeights weights) : RecurrentInputs(quantizer, weights)
    {
        private readonly Tensor[] _fromInput = FromInput(quantizer.Pass(data, isPrivate: true), weights).split(sizes, 0);

        public override (Tensor FromInput, Tensor Hidden) Next(int step, Tensor hidden) =>
            (_fromInput[step], Quantizer.Pass(hidden, isPrivate: true));
    }

    private sealed class Collected(TensorQuantizer quantizer, Tensor data, long[] sizes, StepWeights weights) : RecurrentInputs(quantizer, weights)
    {
        private readonly Tensor[] _fromInput = FromInput(data, weights).split(sizes, 0);
        private readonly Tensor[] _states = new Tensor[sizes.Length];

        public override (Tensor FromInput, Tensor Hidden) Next(int step, Tensor hidden) => (_fromInput[step], _states[step] = hidden);

        // One tensor for the whole sequence: the collector sees the numbers of every step, in far fewer calls.
        public override void Finish()
        {
            using var noGradient = no_grad();
            Quantizer.Collect(cat([data, cat(_states, 0)], 1));
        }
    }

    private sealed class StepByStep(TensorQuantizer quantizer, Tensor data, long[] sizes, StepWeights weights) : RecurrentInputs(quantizer, weights)
    {
        private readonly Tensor[] _inputs = data.split(sizes, 0);

        public override (Tensor FromInput, Tensor Hidden) Next(int step, Tensor hidden)
        {
            var width = _inputs[step].size(1);
            var both = Quantizer.Pass(cat([_inputs[step], hidden], 1), isPrivate: false);
            return (FromInput(both.narrow(1, 0, width), Weights), both.narrow(1, width, hidden.size(1)));
        }
    }
}
