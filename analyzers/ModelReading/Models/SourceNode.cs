namespace QuantGen.ModelReading.Models;

/// <summary>A parameter or buffer that the class holds itself.</summary>
/// <param name="Range">The expression that reads it.</param>
/// <param name="Field">The field.</param>
internal sealed record SourceNode(TextRange Range, string Field) : FlowNode(Range, default);
