namespace QuantGen.Graph;

/// <summary>An input of a graph to be made.</summary>
/// <param name="Shape">Its extents, the batch included.</param>
/// <param name="ElementType">What its elements are.</param>
/// <param name="Name">Its name; null for input, or input_2 and so on.</param>
public sealed record GraphInput(IReadOnlyList<long> Shape, GraphElementType ElementType = GraphElementType.Float32, string? Name = null)
{
    /// <summary>An input of floats.</summary>
    /// <param name="shape">Its extents, the batch included.</param>
    public static implicit operator GraphInput(long[] shape) => new(shape);

    /// <summary>What the conversion does, by a name.</summary>
    /// <param name="shape">Its extents, the batch included.</param>
    public static GraphInput FromShape(params long[] shape) => new(shape);
}
