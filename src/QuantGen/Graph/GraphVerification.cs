using QuantGen.Graph.Operators;

namespace QuantGen.Graph;

/// <summary>Looks whether a graph is well formed.</summary>
internal sealed class GraphVerification
{
    private readonly HashSet<string> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphInfo> _values = new(StringComparer.Ordinal);

    private GraphVerification()
    {
    }

    /// <summary>Refuses a graph that is not.</summary>
    /// <exception cref="GraphException">The message names the node or value.</exception>
    public static void Verify(QuantGraph graph)
    {
        var verification = new GraphVerification();
        foreach (var input in graph.Inputs)
            verification.Declare(input, "the inputs");
        foreach (var node in graph.Nodes)
            verification.Node(node);
        foreach (var output in graph.Outputs)
            verification.Read(output, "the outputs");

        if (graph.Outputs.Count == 0)
            throw new GraphException($"The graph {graph.Name} gives nothing back.");
        if (graph.Outputs.Distinct().Count() != graph.Outputs.Count)
            throw new GraphException($"The graph {graph.Name} gives one value back twice.");
    }

    private void Node(GraphNode node)
    {
        if (!_nodes.Add(node.Name))
            throw new GraphException($"Two nodes are named {node.Name}.");

        foreach (var input in node.Inputs)
        {
            if (input is not null)
                Read(input, node.Name);
        }

        var types = GraphOperations.Find(node.Operation, node.Name).Types(node.Name, [.. node.Inputs.Select(static input => input?.Type)], node.Attributes);
        if (types.Count != node.Outputs.Count)
            throw new GraphException($"{node.Name}: {node.Operation} gives {types.Count} values, not {node.Outputs.Count}.");

        for (var i = 0; i < types.Count; i++)
        {
            var output = node.Outputs[i];
            if (!types[i].Matches(output.Type))
                throw new GraphException($"{node.Name}: the value {output.Name} is {types[i]}, not {output.Type}.");
            if (!ReferenceEquals(output.Producer, node))
                throw new GraphException($"{node.Name}: the value {output.Name} names {output.Producer?.Name ?? "no node"} as the one that computes it.");

            Declare(output, node.Name);
        }

        if (node.Attributes.TryGet(GraphOperators.QuantizationAttribute, out var quantization) && !ReferenceEquals(quantization, node.Outputs[0].Quantization))
            throw new GraphException($"{node.Name}: the value {node.Outputs[0].Name} does not have the quantization of the node.");
    }

    private void Declare(GraphInfo value, string place)
    {
        if (value.Name.Length == 0)
            throw new GraphException($"A value of {place} has no name.");
        if (!_values.TryAdd(value.Name, value))
            throw new GraphException($"Two values are named {value.Name}; one of them is of {place}.");
    }

    // Constants are declared where they are read first.
    private void Read(GraphInfo value, string place)
    {
        if (_values.TryGetValue(value.Name, out var known))
        {
            if (!ReferenceEquals(known, value))
                throw new GraphException($"Two values are named {value.Name}; {place} reads one of them.");
            return;
        }

        if (value.Constant is not { } constant)
            throw new GraphException($"{place} reads {value.Name}, which no node before it computes.");
        if (!new GraphType(ElementTypes.Of(constant.Values.dtype), constant.Values.shape).Matches(value.Type))
            throw new GraphException($"The constant {value.Name} is {value.Type}, but its elements are {constant.Values.dtype} of shape {Shapes.Text(constant.Values.shape)}.");

        _values.Add(value.Name, value);
    }
}
