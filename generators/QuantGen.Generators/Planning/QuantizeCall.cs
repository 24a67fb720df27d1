using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>A later call of a layer brings a quantizer for its input along.</summary>
/// <param name="Range">The call's argument list.</param>
/// <param name="Quantizer">The quantizer's field.</param>
internal sealed record QuantizeCall(TextRange Range, string Quantizer) : Rewrite(Range);
