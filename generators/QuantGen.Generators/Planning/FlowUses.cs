using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The flow of a forward, looked at from the values to what uses them.</summary>
internal sealed class FlowUses
{
    private static readonly IReadOnlyList<FlowNode> s_noUses = [];
    private static readonly IReadOnlyList<(int Index, LayerCallNode Call)> s_noCalls = [];

    private readonly List<FlowNode>?[] _uses;
    private readonly Dictionary<string, List<(int Index, LayerCallNode Call)>> _calls;

    /// <summary>Turns a flow around.</summary>
    public FlowUses(ForwardModel forward)
    {
        Nodes = forward.Nodes;
        _uses = new List<FlowNode>[Nodes.Count];
        _calls = new(Nodes.Count, StringComparer.Ordinal);
        for (var i = 0; i < Nodes.Count; i++)
        {
            foreach (var input in Nodes[i].Inputs)
                (_uses[input.Node] ??= new(1)).Add(Nodes[i]);

            if (Nodes[i] is not LayerCallNode call)
                continue;
            if (!_calls.TryGetValue(call.Field, out var calls))
                _calls.Add(call.Field, calls = new(1));
            calls.Add((i, call));
        }
    }

    /// <summary>The nodes of the flow.</summary>
    public EquatableArray<FlowNode> Nodes { get; }

    /// <summary>What uses a value, once for every use.</summary>
    public IReadOnlyList<FlowNode> UsesOf(int node) => _uses[node] ?? s_noUses;

    /// <summary>Where a node stands; nodes are told apart by their identity.</summary>
    public int IndexOf(FlowNode node)
    {
        for (var i = 0; i < Nodes.Count; i++)
        {
            if (ReferenceEquals(Nodes[i], node))
                return i;
        }

        return -1;
    }

    /// <summary>The calls of the layer in a field, in the order of the text.</summary>
    public IReadOnlyList<(int Index, LayerCallNode Call)> CallsOf(string field) => _calls.TryGetValue(field, out var calls) ? calls : s_noCalls;
}
