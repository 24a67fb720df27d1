using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>A sum of two tensors.</summary>
/// <param name="Range">The expression.</param>
/// <param name="Inputs">The left and the right operand.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Left">What a quantizer before the left operand would change besides.</param>
internal sealed record AddNode(TextRange Range, EquatableArray<FlowInput> Inputs, AddForm Form, LeftOperand Left) : FlowNode(Range, Inputs);
