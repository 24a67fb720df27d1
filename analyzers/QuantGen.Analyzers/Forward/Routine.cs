using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace QuantGen.Analyzers.Forward;

/// <summary>A body that runs as one: a method, a constructor, an accessor, a local function or a lambda.</summary>
/// <param name="symbol">The method, local function or lambda.</param>
/// <param name="graph">Its control flow.</param>
/// <param name="events">What happens in it, in the order of evaluation.</param>
internal sealed class Routine(IMethodSymbol symbol, ControlFlowGraph graph, ImmutableArray<RoutineEvent> events)
{
    private readonly Dictionary<int, HashSet<int>> _reached = [];

    public IMethodSymbol Symbol { get; } = symbol;

    public ImmutableArray<RoutineEvent> Events { get; } = events;

    /// <summary>Whether <paramref name="later"/> may happen after <paramref name="earlier"/> while the routine runs once.</summary>
    public bool MayFollow(RoutineEvent earlier, RoutineEvent later) =>
        earlier.Block == later.Block && earlier.Order < later.Order || Reached(earlier.Block).Contains(later.Block);

    /// <summary>Whether an event may happen more than once while the routine runs once.</summary>
    public bool Repeats(RoutineEvent @event) => Reached(@event.Block).Contains(@event.Block);

    // The blocks that control may come to after leaving this one, itself among them only if a loop leads back.
    private HashSet<int> Reached(int start)
    {
        lock (_reached)
        {
            if (!_reached.TryGetValue(start, out var reached))
                _reached[start] = reached = Walk(start);

            return reached;
        }
    }

    private HashSet<int> Walk(int start)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<int>();
        pending.Push(start);
        while (pending.Count > 0)
        {
            var block = graph.Blocks[pending.Pop()];
            Follow(block.ConditionalSuccessor);
            Follow(block.FallThroughSuccessor);
        }

        return reached;

        void Follow(ControlFlowBranch? branch)
        {
            if (branch is null)
                return;

            foreach (var region in branch.FinallyRegions)
                Visit(region.FirstBlockOrdinal);
            if (branch.Destination is { } destination)
                Visit(destination.Ordinal);
        }

        void Visit(int ordinal)
        {
            if (reached.Add(ordinal))
                pending.Push(ordinal);
        }
    }
}
