namespace QuantGen.Graph.Passes;

/// <summary>Removes operations that give back what they read.</summary>
internal sealed class IdentityRemoval : IGraphPass
{
    /// <inheritdoc/>
    public void Run(QuantGraph graph)
    {
        var edit = new GraphEdit(graph);
        foreach (var node in graph.Nodes)
        {
            if (IsIdentity(node))
                edit.TryReplace(node, edit.Current(node.Inputs[0])!);
        }

        edit.Apply();
    }

    private static bool IsIdentity(GraphNode node)
    {
        if (node.Outputs.Count != 1 || node.Inputs is not [{ } input, ..] || !input.Type.Matches(node.Outputs[0].Type))
            return false;

        return node.Operation switch
        {
            "Identity" or "Reshape" or "Flatten" or "Expand" or "Cast" or "Squeeze" or "Unsqueeze" or "Split" => true,
            "Concat" => node.Inputs.Count == 1,
            "Transpose" => node.Attributes.Get<long[]>("perm").Select(static (axis, place) => axis == place).All(static isSame => isSame),
            "Slice" => node.Attributes.Get<long[]>("steps", []).All(static step => step == 1),
            "Pad" => node.Attributes.Get<long[]>("pads").All(static width => width == 0),
            "Tile" => node.Attributes.Get<long[]>("repeats").All(static count => count == 1),
            _ => false,
        };
    }
}
