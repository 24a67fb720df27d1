using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>What a return gives back.</summary>
/// <param name="Range">The returned expression.</param>
/// <param name="Inputs">The tensors in it.</param>
internal sealed record ResultNode(TextRange Range, EquatableArray<FlowInput> Inputs) : FlowNode(Range, Inputs);
