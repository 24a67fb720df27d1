using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>A copy of a graph that is changed on its way to ONNX: nodes are its own, constants and inputs the graph's.</summary>
internal sealed class WorkGraph
{
    private readonly HashSet<string> _names;

    /// <summary>Copies a graph.</summary>
    public WorkGraph(QuantGraph graph)
    {
        Name = graph.Name;
        Inputs = graph.Inputs;
        var copies = new Dictionary<GraphInfo, GraphInfo>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes)
        {
            var copy = new GraphNode(node.Name, node.Operation, [.. node.Inputs.Select(input => input is null ? null : copies.GetValueOrDefault(input, input))], node.Attributes);
            copy.Outputs = [.. node.Outputs.Select(output => new GraphInfo(output.Name, output.ElementType, output.Shape) { Producer = copy, Quantization = output.Quantization })];
            foreach (var (old, made) in node.Outputs.Zip(copy.Outputs))
                copies.Add(old, made);

            Nodes.Add(copy);
        }

        Outputs = [.. graph.Outputs.Select(output => copies.GetValueOrDefault(output, output))];
        _names = new(Values().Select(static value => value.Name), StringComparer.Ordinal);
    }

    /// <summary>The model's class.</summary>
    public string Name { get; }

    /// <summary>What the graph is given.</summary>
    public IReadOnlyList<GraphInfo> Inputs { get; }

    /// <summary>What it gives back.</summary>
    public IReadOnlyList<GraphInfo> Outputs { get; private set; }

    /// <summary>The operations, each behind those whose values it reads.</summary>
    public List<GraphNode> Nodes { get; } = [];

    /// <summary>How a value was quantized, if a quantizer made it.</summary>
    public static Quantization? QuantizationOf(GraphInfo? value) => value?.Producer is { Operation: GraphOperators.FakeQuantize } node ? node.Attributes.Get<Quantization>("quantization") : null;

    /// <summary>All values, each once.</summary>
    public IEnumerable<GraphInfo> Values()
    {
        var seen = new HashSet<GraphInfo>(ReferenceEqualityComparer.Instance);
        return Inputs.Concat(Nodes.SelectMany(static node => node.Inputs.OfType<GraphInfo>().Concat(node.Outputs))).Where(seen.Add);
    }

    /// <summary>Which nodes read each value.</summary>
    public ILookup<GraphInfo, GraphNode> Consumers() => Nodes
        .SelectMany(static node => node.Inputs.OfType<GraphInfo>().Distinct().Select(input => (Input: input, Node: node)))
        .ToLookup(static pair => pair.Input, static pair => pair.Node, ReferenceEqualityComparer.Instance as IEqualityComparer<GraphInfo>);

    /// <summary>Whether the graph gives a value back.</summary>
    public bool IsOutput(GraphInfo value) => Outputs.Any(output => ReferenceEquals(output, value));

    /// <summary>A new quantizer, to be put among the nodes.</summary>
    public GraphNode Quantizer(string name, GraphInfo input, Quantization quantization) =>
        Node(name, GraphOperators.FakeQuantize, [input], new GraphAttributeCollection { { "quantization", quantization } }, input.Shape, quantization);

    /// <summary>A new node with one result of floats, to be put among the nodes.</summary>
    public GraphNode Node(string name, string operation, IReadOnlyList<GraphInfo?> inputs, GraphAttributeCollection attributes, IReadOnlyList<long> shape, Quantization? quantization = null)
    {
        var node = new GraphNode(name, operation, inputs, attributes);
        node.Outputs = [new GraphInfo(Unique($"{name}_output_0"), inputs[0]!.ElementType, shape) { Producer = node, Quantization = quantization }];
        return node;
    }

    /// <summary>Takes out nodes whose results nothing reads.</summary>
    public void RemoveUnread()
    {
        var read = new HashSet<GraphInfo>(Outputs, ReferenceEqualityComparer.Instance);
        for (var i = Nodes.Count - 1; i >= 0; i--)
        {
            if (Nodes[i].Outputs.Any(read.Contains))
                read.UnionWith(Nodes[i].Inputs.OfType<GraphInfo>());
            else
                Nodes.RemoveAt(i);
        }
    }

    /// <summary>Makes nodes read another value in place of one.</summary>
    public static void Redirect(IEnumerable<GraphNode> consumers, GraphInfo from, GraphInfo to)
    {
        foreach (var node in consumers)
            node.Inputs = [.. node.Inputs.Select(input => ReferenceEquals(input, from) ? to : input)];
    }

    /// <summary>Makes everything read another value in place of one, which keeps its name where it is a result of the graph.</summary>
    public void Replace(GraphInfo from, GraphInfo to)
    {
        Redirect(Nodes, from, to);
        if (!IsOutput(from))
            return;

        Outputs = [.. Outputs.Select(output => ReferenceEquals(output, from) ? to : output)];
        (to.Name, from.Name) = (from.Name, to.Name);
    }

    /// <summary>A name that no value has.</summary>
    public string Unique(string name)
    {
        for (var (number, unique) = (1, name); ; unique = $"{name}_{number++}")
        {
            if (_names.Add(unique))
                return unique;
        }
    }
}
