using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// A sum is computed in one pass with the quantizer of its skip operand: <c>a + b</c> becomes <c>q.AddTo(a, b)</c>,
/// <c>a += b</c> becomes <c>a = q.AddTo(a, b)</c>.
/// </summary>
/// <param name="Range">The sum.</param>
/// <param name="Left">Its left operand.</param>
/// <param name="Right">Its right operand.</param>
/// <param name="IsSkipLeft">Whether the left operand is the one that is quantized.</param>
/// <param name="IsAssignment">Whether it is written as an assignment.</param>
/// <param name="Activation">The field of the activation behind it; null for none.</param>
/// <param name="Quantizer">The quantizer's field.</param>
internal sealed record QuantizeSum(
    TextRange Range, TextRange Left, TextRange Right, bool IsSkipLeft, bool IsAssignment, string? Activation, string Quantizer) : Rewrite(Range);
