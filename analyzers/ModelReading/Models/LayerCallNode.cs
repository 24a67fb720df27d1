using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>A layer called by <c>call</c> or <c>forward</c>.</summary>
/// <param name="Range">The whole call.</param>
/// <param name="Inputs">The tensors among its arguments.</param>
/// <param name="Field">The field that holds the layer, or the list of layers that it is an element of.</param>
/// <param name="IsElement">Whether it is an element of that field: <c>blocks[i].call(x)</c>, or <c>block</c> of <c>foreach (var block in blocks)</c>.</param>
/// <param name="IsIndirect">
/// Whether a variable holds the layer, which may be another one at another time; then several calls of different fields
/// have one range.
/// </param>
/// <param name="Arguments">The call's argument list, parentheses included.</param>
/// <param name="LoopDepth">Loops around it; above 0 the one call runs many times.</param>
/// <param name="Guards">The conditions settled at construction under which it is made at all; all must hold.</param>
/// <param name="Reassignment">The whole statement, if it only puts the value back where it came from, as <c>x = bn1.call(x);</c>.</param>
internal sealed record LayerCallNode(
    TextRange Range,
    EquatableArray<FlowInput> Inputs,
    string Field,
    bool IsElement,
    bool IsIndirect,
    TextRange Arguments,
    int LoopDepth,
    EquatableArray<GuardModel> Guards,
    TextRange? Reassignment) : FlowNode(Range, Inputs);
