using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>A call goes to another field: <c>relu.call(x)</c> becomes <c>relu_2.call(x)</c>.</summary>
/// <param name="Range">What stands before the call's argument list.</param>
/// <param name="Quantizer">The field.</param>
internal sealed record CallInstead(TextRange Range, string Quantizer) : Rewrite(Range);
