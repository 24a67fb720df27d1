using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>A returned tensor passes through a quantizer, if there is one.</summary>
/// <param name="Range">The tensor.</param>
/// <param name="Quantizer">The quantizer's field.</param>
internal sealed record QuantizeOutput(TextRange Range, string Quantizer) : Rewrite(Range);
