using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// The left operand of <c>x += y</c> or of the statement <c>x.add_(y);</c> passes through a quantizer, so that the sum
/// must be put back: <c>x = q.call(x) + y</c>, <c>x = q.call(x).add_(y);</c>.
/// </summary>
/// <param name="Range">The sum.</param>
/// <param name="Target">Its left operand, a local variable.</param>
/// <param name="Right">Its right operand.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Quantizer">The quantizer's field.</param>
internal sealed record QuantizeTarget(TextRange Range, TextRange Target, TextRange Right, AddForm Form, string Quantizer) : Rewrite(Range);
