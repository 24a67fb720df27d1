using System.Runtime.InteropServices;

namespace QuantGen.Graph.Operators;

/// <summary>The type and the extents of a value.</summary>
/// <param name="ElementType">What its elements are.</param>
/// <param name="Shape">Its extents; empty for a scalar.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GraphType(GraphElementType ElementType, long[] Shape)
{
    /// <summary>How many dimensions there are.</summary>
    public int Rank => Shape.Length;

    /// <summary>How many elements there are.</summary>
    public long Count => Shape.Aggregate(1L, static (count, extent) => count * extent);

    /// <summary>Whether another is of the same type and the same extents.</summary>
    public bool Matches(GraphType other) => ElementType == other.ElementType && Shape.AsSpan().SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override string ToString() => $"{ElementType}{Shapes.Text(Shape)}";
}
