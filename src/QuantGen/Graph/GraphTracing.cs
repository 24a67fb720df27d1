using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Runs a model over values of a graph.</summary>
internal static class GraphTracing
{
    /// <summary>Makes the graph of a model.</summary>
    public static QuantGraph Trace(nn.Module model, IReadOnlyList<GraphInput> inputs)
    {
        if (inputs.Count == 0)
            throw new GraphException($"The graph of {model.GetName()} needs the shape of at least one input.");

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var evaluation = new EvaluationModes(model);
        var builder = new GraphBuilder(model);
        QuantGraph? graph = null;
        try
        {
            GraphInfo[] parameters = [.. inputs.Select(builder.Input)];
            var results = LayerTracing.TraceAny(model, [.. parameters.Select(input => new GraphValue(builder, input))]);
            GraphInfo[] outputs = [.. Outputs(builder, parameters, results)];
            var traced = new QuantGraph(model.GetName(), parameters, outputs, builder.Nodes, builder.Owned);
            traced.Verify();
            graph = traced;
            return graph;
        }
        finally
        {
            if (graph is null)
            {
                foreach (var tensor in builder.Owned)
                    tensor.Dispose();
            }
        }
    }

    // What a graph gives back is computed by one of its nodes and has a name of its own.
    private static IEnumerable<GraphInfo> Outputs(GraphBuilder builder, IReadOnlyList<GraphInfo> inputs, IReadOnlyList<GraphValue> results)
    {
        var taken = new HashSet<GraphInfo>(inputs);
        for (var i = 0; i < results.Count; i++)
        {
            var info = results[i].In(builder);
            if (info.Producer is null || !taken.Add(info))
                info = builder.AddNode("Identity", [info], []).Outputs[0];

            builder.Rename(info, i == 0 ? "output" : $"output_{i + 1}");
            yield return info;
        }
    }
}
