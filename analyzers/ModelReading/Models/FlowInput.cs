using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Models;

/// <summary>A value going into a node.</summary>
/// <param name="Node">Index of the node that made it, in <see cref="ForwardModel.Nodes"/>.</param>
/// <param name="Expression">The expression that names it there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FlowInput(int Node, TextRange Expression);
