using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>What generated twins do with quantizers that may be missing.</summary>
public static class Pact2Extensions
{
    /// <summary>Quantizes a tensor if there is a quantizer and a tensor.</summary>
    /// <param name="quantizer">The quantizer; null where the value is not quantized.</param>
    /// <param name="input">A tensor, or null where an optional argument was left out.</param>
    /// <returns>The quantized tensor; the input itself without a quantizer.</returns>
    [return: NotNullIfNotNull(nameof(input))]
    public static Tensor? CallIfPresent(this Pact2? quantizer, Tensor? input) =>
        quantizer is null || input is null ? input : quantizer.call(input);
}
