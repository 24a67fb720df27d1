namespace QuantGen.Graph.Passes;

/// <summary>Removes what nothing reads, and frees its constants.</summary>
internal sealed class DeadCodeRemoval : IGraphPass
{
    /// <inheritdoc/>
    public void Run(QuantGraph graph)
    {
        var read = new HashSet<GraphInfo>(graph.Outputs);
        var edit = new GraphEdit(graph);
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (node.Outputs.Any(read.Contains))
                read.UnionWith(node.Inputs.OfType<GraphInfo>());
            else
                edit.Remove(node);
        }

        edit.Apply();
        graph.ReleaseUnread();
    }
}
