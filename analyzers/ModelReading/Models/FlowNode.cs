using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>
/// A tensor that forward makes or receives, or a place that uses one. The nodes form a graph: each lists the values it is
/// made from. Inputs come before the nodes that use them, except in a <see cref="MergeNode"/> at the head of a loop,
/// which also lists what the loop's end leaves.
/// </summary>
/// <param name="Range">The expression that makes it; of a parameter its declaration.</param>
/// <param name="Inputs">The values it is made from, in the order of the text.</param>
internal abstract record FlowNode(TextRange Range, EquatableArray<FlowInput> Inputs);
