using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>A place that looks at tensors without making another: <c>x.shape</c>, <c>x.Dispose()</c>, a condition, a <c>using</c> on a local.</summary>
/// <param name="Range">The expression or statement.</param>
/// <param name="Inputs">The tensors looked at.</param>
/// <param name="Name">The member read, or the keyword.</param>
internal sealed record ReadNode(TextRange Range, EquatableArray<FlowInput> Inputs, string Name) : FlowNode(Range, Inputs);
