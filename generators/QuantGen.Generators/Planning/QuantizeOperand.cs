using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>An operand passes through a quantizer.</summary>
/// <param name="Range">The operand.</param>
/// <param name="Quantizer">The quantizer's field.</param>
internal sealed record QuantizeOperand(TextRange Range, string Quantizer) : Rewrite(Range);
