using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Sees what layers compute.</summary>
internal interface IOutputObserver
{
    /// <summary>Is shown the result of a call before the caller has it. It is only read, and not kept.</summary>
    /// <param name="output">The result, a batch normalization that the layer took over included.</param>
    /// <param name="biasRounding">
    /// What quantization took from the bias, one number for each output channel: added to the result, that would be the one with the bias before
    /// rounding. Null for nothing.
    /// </param>
    void Observe(Tensor output, Tensor? biasRounding);
}
