using QuantGen.Graph.Operators;

namespace QuantGen.Graph;

/// <summary>A value of a graph: an input, a constant, or what a node computes. Its identity is the object; its name is unique in the graph.</summary>
public sealed class GraphInfo
{
    internal GraphInfo(string name, GraphElementType elementType, IReadOnlyList<long> shape)
    {
        Name = name;
        ElementType = elementType;
        Shape = shape;
    }

    /// <summary>The name, unique in the graph.</summary>
    public string Name { get; internal set; }

    /// <summary>What its elements are.</summary>
    public GraphElementType ElementType { get; }

    /// <summary>Its extents; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The node that computes it; null for inputs and constants.</summary>
    public GraphNode? Producer { get; internal set; }

    /// <summary>Its elements, if they are known before the graph runs: a weight, a table; else null.</summary>
    public GraphConstant? Constant { get; internal init; }

    /// <summary>How the elements were quantized; null for what no quantizer made.</summary>
    public Quantization? Quantization { get; internal set; }

    /// <summary>Its type and extents.</summary>
    internal GraphType Type => new(ElementType, [.. Shape]);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {ElementType}[{string.Join(", ", Shape)}]";
}
