using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The tensors of a list pass through one quantizer.</summary>
/// <param name="Range">The list.</param>
/// <param name="Quantizer">The quantizer's field.</param>
internal sealed record QuantizeEach(TextRange Range, string Quantizer) : Rewrite(Range);
