namespace QuantGen.ModelReading.Models;

/// <summary>A tensor parameter of forward.</summary>
/// <param name="Range">Its declaration.</param>
/// <param name="Name">Its name.</param>
internal sealed record ParameterNode(TextRange Range, string Name) : FlowNode(Range, default);
