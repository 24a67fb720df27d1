using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The sum, difference or product that an assignment computes passes through a quantizer: <c>x += y</c> becomes <c>x = q.call(x + y)</c>.</summary>
/// <param name="Range">The assignment.</param>
/// <param name="Target">Its left side.</param>
/// <param name="Right">Its right side.</param>
/// <param name="Operator">The operator without its equals sign.</param>
/// <param name="Quantizer">The quantizer's field.</param>
/// <param name="IsOptional">Whether there may be no quantizer.</param>
internal sealed record ClipAssignedJoin(
    TextRange Range,
    TextRange Target,
    TextRange Right,
    string Operator,
    string Quantizer,
    bool IsOptional) : Rewrite(Range);
