using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>What one kind of recurrent layer computes in a step.</summary>
internal interface IRecurrentStep
{
    /// <summary>How many states pass from step to step: the first is the output.</summary>
    int States { get; }

    /// <summary>Arranges the weights of a layer for its steps, once for a sequence.</summary>
    /// <param name="joined">The weights of input and state side by side, quantized: (gates * hidden, inputs + hidden).</param>
    /// <param name="inputs">The width of the input.</param>
    /// <param name="inputBias">The bias beside the input's weight, or null.</param>
    /// <param name="hiddenBias">The bias beside the state's weight, or null.</param>
    StepWeights Arrange(Tensor joined, long inputs, Tensor? inputBias, Tensor? hiddenBias);

    /// <summary>The states after a step.</summary>
    /// <param name="fromInput">The input times its weight, with its bias: (batch, gates * hidden).</param>
    /// <param name="hidden">The first state, quantized.</param>
    /// <param name="states">The states as they are: (batch, hidden) each.</param>
    /// <param name="weights">The arranged weights.</param>
    Tensor[] Next(Tensor fromInput, Tensor hidden, Tensor[] states, StepWeights weights);
}
