using System.Collections.Immutable;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>
/// Puts nodes into an order in which inputs come before what uses them. Code is read in the order of its first run, so only what a
/// later call hands to code that was read before is out of order; everything else stays where it is as far as that allows.
/// </summary>
internal static class FlowOrder
{
    /// <summary>Sorts the nodes and renumbers their inputs.</summary>
    /// <param name="nodes">The nodes in the order of reading.</param>
    /// <param name="late">The inputs that come behind their nodes and are not the end of a loop's round, which stays behind.</param>
    public static EquatableArray<FlowNode> Sort(IReadOnlyList<FlowNode> nodes, HashSet<(int Node, int Input)> late)
    {
        var users = new List<int>[nodes.Count];
        var missing = new int[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var input in nodes[i].Inputs)
            {
                if (input.Node >= i && !late.Contains((i, input.Node)))
                    continue;

                (users[input.Node] ??= []).Add(i);
                missing[i]++;
            }
        }

        var ready = new SortedSet<int>(Enumerable.Range(0, nodes.Count).Where(i => missing[i] == 0));
        var order = new List<int>(nodes.Count);
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            order.Add(next);
            foreach (var user in users[next] ?? [])
            {
                if (--missing[user] == 0)
                    ready.Add(user);
            }
        }

        return Renumbered(nodes, order);
    }

    private static EquatableArray<FlowNode> Renumbered(IReadOnlyList<FlowNode> nodes, List<int> order)
    {
        var places = new int[nodes.Count];
        for (var i = 0; i < order.Count; i++)
            places[order[i]] = i;

        var sorted = ImmutableArray.CreateBuilder<FlowNode>(nodes.Count);
        foreach (var index in order)
        {
            var node = nodes[index];
            node = node with { Inputs = node.Inputs.Select(input => input with { Node = places[input.Node] }).ToEquatableArray() };
            if (node is MergeNode { Arguments.Count: > 0 } call)
                node = call with { Arguments = call.Arguments.Select(argument => new CallArgument(places[argument.Entry], places[argument.Value])).ToEquatableArray() };
            sorted.Add(node);
        }

        return new EquatableArray<FlowNode>(sorted.ToImmutable());
    }
}
