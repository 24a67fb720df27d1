using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>A sum of two tensors.</summary>
/// <param name="Range">The expression.</param>
/// <param name="Inputs">The left and the right operand.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Guards">The conditions settled at construction under which it is computed at all; all must hold.</param>
/// <param name="Left">What a quantizer before the left operand would change besides.</param>
internal sealed record AddNode(TextRange Range, EquatableArray<FlowInput> Inputs, AddForm Form, EquatableArray<GuardModel> Guards, LeftOperand Left) : FlowNode(Range, Inputs);
