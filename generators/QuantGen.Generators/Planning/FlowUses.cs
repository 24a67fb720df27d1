using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The flow of a forward, looked at from the values to what uses them.</summary>
internal sealed class FlowUses
{
    private static readonly IReadOnlyList<(int Index, LayerCallNode Call)> s_noCalls = [];

    // The uses of all values, one value's behind another's, and where those of each begin; behind the last one where they end.
    private readonly int[] _uses;
    private readonly int[] _starts;
    private readonly Dictionary<string, List<(int Index, LayerCallNode Call)>> _calls;

    /// <summary>Turns a flow around.</summary>
    public FlowUses(ForwardModel forward)
    {
        Nodes = forward.Nodes;
        var nodes = Nodes.Items;
        var calls = 0;
        _starts = new int[nodes.Length + 1];
        foreach (var node in nodes)
        {
            foreach (var input in node.Inputs)
                _starts[input.Node]++;
            calls += node is LayerCallNode ? 1 : 0;
        }

        for (var i = 1; i < _starts.Length; i++)
            _starts[i] += _starts[i - 1];

        // So far the starts are ends; each use that is put in front of one moves it.
        _uses = new int[_starts[nodes.Length]];
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            foreach (var input in nodes[i].Inputs)
                _uses[--_starts[input.Node]] = i;
        }

        _calls = new(calls, StringComparer.Ordinal);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is not LayerCallNode call)
                continue;
            if (!_calls.TryGetValue(call.Field, out var ofField))
                _calls.Add(call.Field, ofField = new(1));
            ofField.Add((i, call));
        }
    }

    /// <summary>The nodes of the flow.</summary>
    public EquatableArray<FlowNode> Nodes { get; }

    /// <summary>What uses a value, once for every use.</summary>
    public ReadOnlySpan<int> UsesOf(int node) => _uses.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

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
