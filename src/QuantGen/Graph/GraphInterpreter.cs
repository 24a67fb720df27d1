using QuantGen.Graph.Operators;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Runs a graph with torch, one node after the other: what the graph means, by definition. Values are freed behind the last node that reads them.</summary>
/// <remarks>It may be used from several threads at once.</remarks>
public sealed class GraphInterpreter
{
    private readonly QuantGraph _graph;
    private readonly IReadOnlyList<GraphInfo>[] _freed;

    /// <summary>Makes an interpreter of a graph, which must outlive it and stay as it is.</summary>
    /// <param name="graph">The graph.</param>
    /// <exception cref="GraphException">The graph is not well formed.</exception>
    public GraphInterpreter(QuantGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Verify();
        _graph = graph;
        _freed = LastUses(graph);
    }

    /// <summary>Runs the graph.</summary>
    /// <param name="inputs">A tensor for each input, on the processor, of its type and shape.</param>
    /// <returns>The outputs, which belong to the caller.</returns>
    /// <exception cref="GraphException">An input is missing, or of another type or shape.</exception>
    /// <exception cref="QuantizationException">A quantizer without sign meets a negative value.</exception>
    public IReadOnlyList<Tensor> Run(params IReadOnlyList<Tensor> inputs) => Run(inputs, observer: null);

    /// <summary>Runs the graph and shows what each node computes.</summary>
    /// <param name="inputs">A tensor for each input, on the processor, of its type and shape.</param>
    /// <param name="observer">Is given each node and its outputs as soon as they are there; the tensors are good during the call alone. Null for none.</param>
    /// <returns>The outputs, which belong to the caller.</returns>
    /// <exception cref="GraphException">An input is missing, or of another type or shape.</exception>
    /// <exception cref="QuantizationException">A quantizer without sign meets a negative value.</exception>
    public IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> inputs, Action<GraphNode, IReadOnlyList<Tensor>>? observer)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = new Dictionary<GraphInfo, Tensor>();
        for (var i = 0; i < _graph.Inputs.Count; i++)
            values.Add(_graph.Inputs[i], Input(inputs, i));

        for (var i = 0; i < _graph.Nodes.Count; i++)
        {
            var node = _graph.Nodes[i];
            var results = Compute(node, values);
            for (var output = 0; output < results.Count; output++)
                values.Add(node.Outputs[output], results[output]);

            observer?.Invoke(node, results);
            foreach (var value in _freed[i])
            {
                if (values.Remove(value, out var tensor))
                    tensor.Dispose();
            }
        }

        return [.. _graph.Outputs.Select(output => Output(values, output))];
    }

    private static IReadOnlyList<Tensor> Compute(GraphNode node, Dictionary<GraphInfo, Tensor> values)
    {
        Tensor?[] inputs = [.. node.Inputs.Select(input => input is null ? null : input.Constant?.Values ?? values[input])];
        return GraphOperations.Run(node.Operation, node.Name, inputs, node.Attributes);
    }

    private Tensor Input(IReadOnlyList<Tensor> inputs, int index)
    {
        var wanted = _graph.Inputs[index];
        if (inputs.Count != _graph.Inputs.Count)
            throw new GraphException($"The graph {_graph.Name} takes {_graph.Inputs.Count} inputs, not {inputs.Count}.");
        if (inputs[index].dtype != wanted.ElementType.ToScalarType() || !inputs[index].shape.AsSpan().SequenceEqual([.. wanted.Shape]))
            throw new GraphException($"The graph {_graph.Name} takes {wanted}, not {inputs[index].dtype} of shape {Shapes.Text(inputs[index].shape)}.");

        // A handle of its own, because values are freed.
        return inputs[index].detach();
    }

    // A copy, because a value may be a view of an input or of a constant.
    private static Tensor Output(Dictionary<GraphInfo, Tensor> values, GraphInfo output) => (output.Constant?.Values ?? values[output]).clone().MoveToOuterDisposeScope();

    private static IReadOnlyList<GraphInfo>[] LastUses(QuantGraph graph)
    {
        var last = new Dictionary<GraphInfo, int>();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (var value in graph.Nodes[i].Inputs.OfType<GraphInfo>().Concat(graph.Nodes[i].Outputs))
                last[value] = i;
        }

        foreach (var output in graph.Outputs)
            last.Remove(output);

        var uses = last.ToLookup(static use => use.Value, static use => use.Key);
        return [.. Enumerable.Range(0, graph.Nodes.Count).Select(i => (IReadOnlyList<GraphInfo>)[.. uses[i]])];
    }
}
