using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>What a statement computes into a local passes through a quantizer and back into it: <c>x.relu_();</c> becomes <c>x = q.call(x.relu_());</c>.</summary>
/// <param name="Range">The operation.</param>
/// <param name="Target">The local.</param>
/// <param name="Quantizer">The quantizer's field.</param>
/// <param name="IsOptional">Whether there may be no quantizer.</param>
internal sealed record ClipIntoTarget(TextRange Range, string Target, string Quantizer, bool IsOptional) : Rewrite(Range);
