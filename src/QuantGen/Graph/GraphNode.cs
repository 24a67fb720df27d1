namespace QuantGen.Graph;

/// <summary>One operation of a graph.</summary>
/// <remarks>
/// Operations are named and defined as in ONNX, operator set 13 and later, with two differences: what ONNX took from attributes to inputs over time (axes, shapes, paddings, bounds) is an
/// attribute here in every version, and <see cref="GraphOperators.FakeQuantize"/> stands for what becomes a pair of QuantizeLinear and DequantizeLinear.
/// </remarks>
public sealed class GraphNode
{
    internal GraphNode(string name, string operation, IReadOnlyList<GraphInfo?> inputs, GraphAttributeCollection attributes)
    {
        Name = name;
        Operation = operation;
        Inputs = [.. inputs];
        Attributes = attributes;
    }

    /// <summary>The name, unique among the nodes: the path of the layer, and the operation.</summary>
    public string Name { get; internal set; }

    /// <summary>What it computes: one of <see cref="GraphOperators"/>.</summary>
    public string Operation { get; }

    /// <summary>What it reads, in the operation's order; null for an optional input that is left out.</summary>
    public IReadOnlyList<GraphInfo?> Inputs { get; internal set; }

    /// <summary>What it computes.</summary>
    public IReadOnlyList<GraphInfo> Outputs { get; internal set; } = [];

    /// <summary>The settings of the operation.</summary>
    public GraphAttributeCollection Attributes { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(", ", Outputs.Select(static output => output.Name))} = {Operation}({string.Join(", ", Inputs.Select(static input => input?.Name ?? "-"))})";
}
