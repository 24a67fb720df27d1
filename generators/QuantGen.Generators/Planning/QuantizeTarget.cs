using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// The left operand of <c>x += y</c> or of the statement <c>x.add_(y);</c> passes through a quantizer, so that the sum or
/// product must be put back: <c>x = q.call(x) + y</c>, <c>x = q.call(x).add_(y);</c>.
/// </summary>
/// <param name="Range">The sum or product.</param>
/// <param name="Target">Its left operand, a local variable.</param>
/// <param name="Right">Its right operand.</param>
/// <param name="Operator">The operator without its equals sign, or null where it is a method.</param>
/// <param name="Quantizer">The quantizer's field.</param>
/// <param name="IsRightQuantized">Whether the right operand passes through a quantizer, too.</param>
internal sealed record QuantizeTarget(
    TextRange Range,
    TextRange Target,
    TextRange Right,
    string? Operator,
    string Quantizer,
    bool IsRightQuantized) : Rewrite(Range);
