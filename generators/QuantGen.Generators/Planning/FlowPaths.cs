using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The ways back from the operands of an operation to the value all of them come from.</summary>
/// <param name="nodes">The flow.</param>
internal sealed class FlowPaths(EquatableArray<FlowNode> nodes)
{
    private const int Unreached = -1;

    /// <summary>The flow.</summary>
    public EquatableArray<FlowNode> Nodes => nodes;

    /// <summary>The latest value that both come from; -1 if they share none, as with two inputs of the module.</summary>
    public int CommonSource(int left, int right)
    {
        var (ofLeft, ofRight) = (Sources(left), Sources(right));
        var source = Math.Min(left, right);
        while (source >= 0 && !(ofLeft[source] && ofRight[source]))
            source--;
        return source;
    }

    /// <summary>Whether a value comes from an input of the module at all, and not just from its own parameters.</summary>
    public bool ComesFromInput(int node)
    {
        var sources = Sources(node);
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] && nodes[i] is ParameterNode)
                return true;
        }

        return false;
    }

    /// <summary>Whether any layer call that counts lies on a way back from a value, rounds of loops included.</summary>
    /// <param name="value">The value.</param>
    /// <param name="counts">Asked for every layer call on the ways back.</param>
    /// <param name="floor">The ways are followed to values later than this one; to all by default.</param>
    public bool IsBehind(int value, Func<LayerCallNode, bool> counts, int floor = -1)
    {
        var seen = new HashSet<int> { value };
        var open = new Stack<int>(seen);
        while (open.Count > 0)
        {
            var node = nodes[open.Pop()];
            if (node is LayerCallNode call && counts(call))
                return true;
            foreach (var input in node.Inputs)
            {
                if (input.Node > floor && seen.Add(input.Node))
                    open.Push(input.Node);
            }
        }

        return false;
    }

    /// <summary>Follows the paths from a source to a value.</summary>
    /// <param name="source">Where they begin; -1 for the module's inputs.</param>
    /// <param name="target">Where they end.</param>
    /// <param name="counts">Asked for every layer call on a path.</param>
    /// <returns>The steps of the longest path, and whether any layer call on a path counts.</returns>
    public (int Length, bool Any) Between(int source, int target, Func<LayerCallNode, bool> counts)
    {
        var length = new int[target + 1];
        var any = new bool[target + 1];
        for (var i = 0; i <= target; i++)
        {
            length[i] = i == source || (source < 0 && nodes[i] is ParameterNode) ? 0 : Unreached;
            foreach (var input in nodes[i].Inputs)
            {
                if (i <= source || IsRoundTrip(i, input.Node) || length[input.Node] == Unreached)
                    continue;

                length[i] = Math.Max(length[i], length[input.Node] + Steps(nodes[i]));
                any[i] |= any[input.Node] || (nodes[i] is LayerCallNode call && counts(call));
            }

            // A path through a loop passes the layers of its body, though it is measured as if there were no round.
            foreach (var input in nodes[i].Inputs)
                any[i] |= i > source && length[i] != Unreached && IsRoundTrip(i, input.Node) && IsBehind(input.Node, counts, floor: i);
        }

        return (Math.Max(length[target], 0), any[target]);
    }

    /// <summary>An input that comes later is what a loop's round before left: the way once around the loop is no path of its own.</summary>
    private static bool IsRoundTrip(int node, int input) => input >= node;

    /// <summary>Putting tensors into lists and taking them out again computes nothing.</summary>
    private static int Steps(FlowNode node) => node switch
    {
        OperationNode { Form: OperationForm.Operator, Name: "new" or "list" or "[]" } => 0,
        OperationNode { Form: OperationForm.Method, Name: "Add" or "AddRange" or "Insert" } => 0,
        LayerCallNode or OperationNode or JoinNode => 1,
        _ => 0,
    };

    private bool[] Sources(int node)
    {
        var sources = new bool[node + 1];
        sources[node] = true;
        for (var i = node; i >= 0; i--)
        {
            if (!sources[i])
                continue;
            foreach (var input in nodes[i].Inputs)
            {
                if (!IsRoundTrip(i, input.Node))
                    sources[input.Node] = true;
            }
        }

        return sources;
    }
}
