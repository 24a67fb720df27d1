using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>An operation in which tensors meet as numbers, so that their ranges matter to each other: a sum, a product, a concatenation, attention.</summary>
/// <param name="Range">The expression.</param>
/// <param name="Inputs">The operands: of a sum or product the left and the right one; of a concatenation what its list is made from.</param>
/// <param name="Kind">Which operation it is.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Guards">The conditions settled at construction under which it is computed at all; all must hold.</param>
/// <param name="Left">What a quantizer before the left operand would change besides.</param>
/// <param name="List">The list of tensors of a concatenation; null for the other kinds.</param>
/// <param name="IsListed">Whether the list is written out, so that each input is one of its tensors.</param>
/// <param name="LoopDepth">Loops around it; above 0 it is computed many times.</param>
internal sealed record JoinNode(
    TextRange Range,
    EquatableArray<FlowInput> Inputs,
    JoinKind Kind,
    JoinForm Form,
    EquatableArray<GuardModel> Guards,
    LeftOperand Left,
    TextRange? List,
    bool IsListed,
    int LoopDepth) : FlowNode(Range, Inputs)
{
    /// <summary>Of a statement that computes into a local, as <c>x.add_(y);</c>, that local, or an empty text if it cannot be assigned to; else null.</summary>
    public string? Target { get; init; }
}
