using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>What a return gives back.</summary>
/// <param name="Range">The returned expression.</param>
/// <param name="Inputs">The tensors in it.</param>
/// <param name="Tensors">Those that are one tensor each, no list or tuple.</param>
internal sealed record ResultNode(TextRange Range, EquatableArray<FlowInput> Inputs, EquatableArray<FlowInput> Tensors) : FlowNode(Range, Inputs);
