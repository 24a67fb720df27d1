using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>A call of a quantized layer brings an activation along, or, as a later one, a quantizer for its input, or both.</summary>
/// <param name="Range">The call's argument list.</param>
/// <param name="Activation">The activation's field; null for none.</param>
/// <param name="Quantizer">The quantizer's field; null for the layer's own.</param>
internal sealed record QuantizeCall(TextRange Range, string? Activation, string? Quantizer) : Rewrite(Range);
