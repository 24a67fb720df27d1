using static TorchSharp.torch;

namespace QuantGen.Graph.Passes;

/// <summary>Changes to a graph, made at the end of a pass: what a value is replaced by, which nodes go.</summary>
internal sealed class GraphEdit
{
    private readonly QuantGraph _graph;
    private readonly HashSet<GraphInfo> _outputs;
    private readonly Dictionary<GraphInfo, GraphInfo> _replaced = [];
    private readonly HashSet<GraphNode> _removed = [];
    private readonly UniqueNames _names = new();

    public GraphEdit(QuantGraph graph)
    {
        _graph = graph;
        _outputs = [.. graph.Outputs];
        foreach (var value in graph.Inputs.Concat(graph.Constants()).Concat(graph.Nodes.SelectMany(static node => node.Outputs)))
            _names.TryTake(value.Name);
    }

    /// <summary>Whether the graph gives a value back.</summary>
    public bool IsOutput(GraphInfo value) => _outputs.Contains(value);

    /// <summary>What stands for a value by now.</summary>
    public GraphInfo? Current(GraphInfo? value)
    {
        while (value is not null && _replaced.TryGetValue(value, out var other))
            value = other;

        return value;
    }

    /// <summary>Lets a value stand for the only result of a node, which goes.</summary>
    /// <returns>False if the graph gives the result back and the other value cannot take its place.</returns>
    public bool TryReplace(GraphNode node, GraphInfo value)
    {
        var result = node.Outputs[0];
        if (IsOutput(result))
        {
            // What is given back is computed by a node, and has one name.
            if (value.Producer is null || IsOutput(value))
                return false;

            _outputs.Remove(result);
            _outputs.Add(value);
            (result.Name, value.Name) = (value.Name, result.Name);
            _graph.Outputs = [.. _graph.Outputs.Select(output => ReferenceEquals(output, result) ? value : output)];
        }

        _replaced.Add(result, value);
        _removed.Add(node);
        return true;
    }

    /// <summary>Lets a value stand for another constant.</summary>
    public void Replace(GraphInfo constant, GraphInfo value) => _replaced.Add(constant, value);

    /// <summary>Takes a node away whose results nothing reads any more.</summary>
    public void Remove(GraphNode node) => _removed.Add(node);

    /// <summary>A constant of the graph.</summary>
    /// <param name="wanted">Its name, if that is free.</param>
    /// <param name="values">Its elements; the graph takes them over.</param>
    public GraphInfo Constant(string wanted, Tensor values)
    {
        var owned = values.DetachFromDisposeScope();
        _graph.Own(owned);
        return new GraphInfo(_names.Take(wanted), ElementTypes.Of(owned.dtype), owned.shape) { Constant = new GraphConstant(owned) };
    }

    /// <summary>Makes the changes.</summary>
    public void Apply()
    {
        _graph.Nodes = [.. _graph.Nodes.Where(node => !_removed.Contains(node))];
        foreach (var node in _graph.Nodes)
        {
            if (node.Inputs.Any(input => input is not null && _replaced.ContainsKey(input)))
                node.Inputs = [.. node.Inputs.Select(Current)];
        }
    }
}
