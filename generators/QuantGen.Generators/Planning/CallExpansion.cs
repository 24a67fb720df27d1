using System.Collections.Immutable;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// The ways back from some values with each call of copied code written out: the flow holds a method once, and a value that comes out
/// of one call of it would seem to come from what every other call hands in.
/// </summary>
/// <param name="nodes">The flow.</param>
internal sealed class CallExpansion(EquatableArray<FlowNode> nodes)
{
    private const int MostStates = 5000;

    private readonly HashSet<State> _states = [];
    private readonly Stack<State> _open = new();

    /// <summary>Whether a flow holds any call of copied code.</summary>
    public static bool IsNeededFor(EquatableArray<FlowNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is MergeNode { Arguments.Count: > 0 })
                return true;
        }

        return false;
    }

    /// <summary>Writes out the calls.</summary>
    /// <param name="values">The values.</param>
    /// <returns>A flow that holds all ways back, inputs before what uses them, and where in it the values are; null if there is no call on them, or too many.</returns>
    public (EquatableArray<FlowNode> Nodes, IReadOnlyList<int> Values)? From(params IReadOnlyList<int> values)
    {
        _states.Clear();
        _open.Clear();
        var starts = values.Select(static value => new State(value, ImmutableArray<int>.Empty)).ToArray();
        foreach (var start in starts)
            Open(start);
        while (_open.Count > 0)
        {
            var state = _open.Pop();
            foreach (var (_, source) in Sources(state))
                Open(source);
            if (_states.Count > MostStates)
                return null;
        }

        if (!_states.Any(static state => state.Calls.Length > 0))
            return null;

        var order = _states.OrderBy(static state => state, Comparer<State>.Create(Compare)).ToArray();
        var places = new Dictionary<State, int>();
        for (var i = 0; i < order.Length; i++)
            places.Add(order[i], i);

        var expanded = order.Select(state => nodes[state.Node] with
        {
            Inputs = Sources(state).Select(source => new FlowInput(places[source.State], source.Input.Expression)).ToEquatableArray(),
        });
        return (expanded.ToEquatableArray(), [.. starts.Select(start => places[start])]);
    }

    private void Open(State state)
    {
        if (_states.Add(state))
            _open.Push(state);
    }

    /// <summary>Where a value comes from: through a call's result into the code that it calls, and at that code's start back out of the same call.</summary>
    private IEnumerable<(FlowInput Input, State State)> Sources(State state)
    {
        var node = nodes[state.Node];
        if (node is MergeNode { Arguments.Count: > 0 })
            return node.Inputs.Select(input => (input, new State(input.Node, state.Calls.Add(state.Node))));

        if (state.Calls.Length > 0 && nodes[state.Calls[^1]] is MergeNode call && call.Arguments.Any(argument => argument.Entry == state.Node))
        {
            var outer = state.Calls.RemoveAt(state.Calls.Length - 1);
            return call.Arguments
                .Where(argument => argument.Entry == state.Node)
                .Select(argument => (new FlowInput(argument.Value, node.Range), new State(argument.Value, outer)));
        }

        return node.Inputs.Select(input => (input, state with { Node = input.Node }));
    }

    /// <summary>The order in which the calls' code would run if it stood where it is called: what a call runs comes before the call's result.</summary>
    private static int Compare(State left, State right)
    {
        for (var i = 0; ; i++)
        {
            var (a, b) = (left.At(i), right.At(i));
            if (a != b)
                return a.CompareTo(b);
            if (i >= left.Calls.Length || i >= right.Calls.Length)
                return right.Calls.Length.CompareTo(left.Calls.Length);
        }
    }

    /// <summary>A value, and the calls that led to its code, the outermost first.</summary>
    private sealed record State(int Node, ImmutableArray<int> Calls)
    {
        /// <summary>The calls and then the value.</summary>
        public int At(int index) => index < Calls.Length ? Calls[index] : Node;

        public bool Equals(State? other) => other is not null && Node == other.Node && Calls.SequenceEqual(other.Calls);

        public override int GetHashCode()
        {
            var hash = Node;
            foreach (var call in Calls)
                hash = unchecked((hash * 31) + call);
            return hash;
        }
    }
}
