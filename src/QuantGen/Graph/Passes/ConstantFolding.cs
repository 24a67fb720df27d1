using QuantGen.Graph.Operators;
using static TorchSharp.torch;

namespace QuantGen.Graph.Passes;

/// <summary>
/// Computes what depends on constants alone. Quantization of constants stays: runtimes store the levels. What would make much of little stays too.
/// </summary>
internal sealed class ConstantFolding : IGraphPass
{
    // Results up to that many elements may be larger than what they are made of.
    private const long Small = 1 << 14;

    /// <inheritdoc/>
    public void Run(QuantGraph graph)
    {
        var edit = new GraphEdit(graph);
        var known = new Dictionary<GraphInfo, GraphInfo>();
        foreach (var node in graph.Nodes)
        {
            GraphInfo?[] inputs = [.. node.Inputs.Select(input => input is null ? null : known.GetValueOrDefault(input, input))];
            if (Array.TrueForAll(inputs, static input => input is null or { Constant: not null }) && IsWorth(node, inputs) && !node.Outputs.Any(edit.IsOutput))
                Fold(edit, node, inputs, known);
        }

        edit.Apply();
    }

    private static bool IsWorth(GraphNode node, GraphInfo?[] inputs) =>
        node.Operation != GraphOperators.FakeQuantize
        && node.Outputs.Sum(static output => output.Type.Count) <= Math.Max(Small, inputs.Sum(static input => input?.Type.Count ?? 0));

    private static void Fold(GraphEdit edit, GraphNode node, GraphInfo?[] inputs, Dictionary<GraphInfo, GraphInfo> known)
    {
        using var scope = NewDisposeScope();
        var results = GraphOperations.Run(node.Operation, node.Name, [.. inputs.Select(static input => input?.Constant!.Values)], node.Attributes);
        for (var i = 0; i < results.Count; i++)
        {
            var constant = edit.Constant(node.Outputs[i].Name, results[i].contiguous().clone());
            known.Add(node.Outputs[i], constant);
            edit.Replace(node.Outputs[i], constant);
        }

        edit.Remove(node);
    }
}
