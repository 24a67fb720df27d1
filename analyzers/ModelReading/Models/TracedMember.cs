using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Models;

/// <summary>A member of a <see cref="ForwardModel"/> that computes over values of a graph.</summary>
/// <param name="Index">Which of the members.</param>
/// <param name="IsDocumented">Whether its copy has a documentation comment of its own.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TracedMember(int Index, bool IsDocumented);
