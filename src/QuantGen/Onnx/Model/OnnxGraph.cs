namespace QuantGen.Onnx;

/// <summary>Nodes in an order in which they can run, and the tensors that they need. Shaped like GraphProto in onnx.proto.</summary>
public sealed class OnnxGraph
{
    /// <summary>The name of the graph.</summary>
    public string Name { get; init; } = "";

    /// <summary>The operations, each behind those whose results it reads.</summary>
    public required IReadOnlyList<OnnxNode> Nodes { get; init; }

    /// <summary>The constants, each with a name of its own.</summary>
    public IReadOnlyList<OnnxTensor> Initializers { get; init; } = [];

    /// <summary>A text about the graph.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>What the graph is given.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; init; } = [];

    /// <summary>What it gives back.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs { get; init; } = [];

    /// <summary>The types and extents of values in between, as far as they are said.</summary>
    public IReadOnlyList<OnnxValueInfo> Values { get; init; } = [];
}
