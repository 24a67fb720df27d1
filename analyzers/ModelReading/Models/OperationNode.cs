using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>Any other operation with a tensor result, such as <c>x.flatten(1)</c> or <c>functional.relu(x)</c>.</summary>
/// <param name="Range">The expression.</param>
/// <param name="Inputs">The tensors that go in.</param>
/// <param name="Name">The method's name, <c>[]</c> of an index, or the operator's sign.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Guards">The conditions settled at construction under which it is computed at all; all must hold.</param>
internal sealed record OperationNode(
    TextRange Range,
    EquatableArray<FlowInput> Inputs,
    string Name,
    OperationForm Form,
    EquatableArray<GuardModel> Guards) : FlowNode(Range, Inputs)
{
    /// <summary>Whether it stands in a member that is kept in float.</summary>
    public bool IsKeptFloat { get; init; }

    /// <summary>Of a statement that computes into a local, as <c>x.relu_();</c>, that local, or an empty text if it cannot be assigned to; else null.</summary>
    public string? Target { get; init; }
}
