using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>The nodes of a flow while they are being found.</summary>
/// <param name="texts">The members that the nodes stand in.</param>
/// <param name="isForPowerOfTwo">Whether results of operations are quantized, too.</param>
internal sealed class FlowGraph(MemberTexts texts, bool isForPowerOfTwo)
{
    private const int UsualCount = 16;

    private readonly List<FlowNode> _nodes = new(UsualCount);

    // Most forwards call no other code of the class and have few paths, so these are made when they are needed.
    private List<(int Node, Routine Owner)>? _called;
    private List<int>? _shared;
    private HashSet<(int Node, int Input)>? _late;

    /// <summary>The code that is being read.</summary>
    public Routine Owner { get; set; } = Routine.None;

    /// <summary>A node.</summary>
    public FlowNode this[int index]
    {
        get => _nodes[index];
        set => _nodes[index] = value;
    }

    /// <summary>Adds a node and gives its index.</summary>
    public int Add(FlowNode node)
    {
        _nodes.Add(node);
        if (Owner.IsCalled)
            (_called ??= []).Add((_nodes.Count - 1, Owner));
        Owner.HasPlaces |= IsPlace(node);
        return _nodes.Count - 1;
    }

    /// <summary>Adds an input to a merge that was made before; not one that would only come back from the merge itself.</summary>
    public void Append(int merge, FlowInput input)
    {
        if (input.Node == merge || _nodes[merge].Inputs.Contains(input) || ComesFrom(input.Node, merge))
            return;

        _nodes[merge] = _nodes[merge] with { Inputs = [.. _nodes[merge].Inputs, input] };
        if (input.Node > merge)
            (_late ??= []).Add((merge, input.Node));
    }

    /// <summary>
    /// Whether someone besides the variables that hold a value may look at its memory: the caller, the class, another view
    /// of it, or the value of another path.
    /// </summary>
    public bool IsShared(int index) =>
        _shared?.Contains(index) == true
        || _nodes[index] is ParameterNode or SourceNode or MergeNode
        || (_nodes[index] is OperationNode { Name: var name } && TensorMembers.IsView(name));

    /// <summary>Records that a value's memory has another name from here on.</summary>
    public void Share(int index) => (_shared ??= []).Add(index);

    /// <summary>A node's stretch of the text.</summary>
    public TextRange RangeOf(SyntaxNode node) => texts.RangeOf(node);

    /// <summary>The value of an expression as an input.</summary>
    public FlowInput Input(Flow flow, SyntaxNode expression) => new(flow.Node, RangeOf(expression));

    /// <summary>Merges values that meet where paths do; one value alone stays itself.</summary>
    /// <param name="values">The values the paths bring; no layers.</param>
    /// <param name="where">The statement or expression.</param>
    public Flow Merge(Flow[] values, SyntaxNode where)
    {
        var range = RangeOf(where);
        var inputs = new FlowInput[values.Length];
        var (count, isTensor) = (0, true);
        foreach (var value in values)
        {
            isTensor &= value.Kind != FlowKind.Derived;
            if (!value.IsValue || IsAmong(inputs, count, value.Node))
                continue;

            inputs[count++] = new FlowInput(value.Node, range);
            Share(value.Node);
        }

        if (count == 0)
            return Flow.None;

        Array.Resize(ref inputs, count);
        var node = count == 1 ? inputs[0].Node : Add(new MergeNode(range, new(ImmutableCollectionsMarshal.AsImmutableArray(inputs))));
        return isTensor ? Flow.Tensor(node) : Flow.Derived(node);
    }

    /// <summary>The nodes as the model keeps them: under all their conditions, and inputs before what uses them.</summary>
    public EquatableArray<FlowNode> ToModel()
    {
        foreach (var (node, owner) in _called ?? [])
        {
            if (!owner.Guards.IsEmpty)
                _nodes[node] = Guarded(_nodes[node], owner.Guards);
        }

        return _late is null ? _nodes.ToEquatableArray() : FlowOrder.Sort(_nodes, _late);
    }

    /// <summary>At how many places of the text the layer of a field is called.</summary>
    public int PlacesOf(string field) =>
        _nodes.OfType<LayerCallNode>().Where(call => call.Field == field).Select(static call => call.Range).Distinct().Count();

    private static bool IsAmong(FlowInput[] inputs, int count, int node)
    {
        for (var i = 0; i < count; i++)
        {
            if (inputs[i].Node == node)
                return true;
        }

        return false;
    }

    /// <summary>Whether a quantizer may be put there.</summary>
    private bool IsPlace(FlowNode node) =>
        node is LayerCallNode or JoinNode
        || (node is OperationNode { Name: var name } operation && (name.Contains("avg_pool") || (isForPowerOfTwo && QuantizedOperations.Has(operation))));

    private static FlowNode Guarded(FlowNode node, ImmutableArray<GuardModel> outer) => node switch
    {
        LayerCallNode call => call with { Guards = outer.Concat(call.Guards).ToEquatableArray() },
        JoinNode join => join with { Guards = outer.Concat(join.Guards).ToEquatableArray() },
        OperationNode operation => operation with { Guards = outer.Concat(operation.Guards).ToEquatableArray() },
        _ => node,
    };

    private bool ComesFrom(int value, int source)
    {
        var seen = new HashSet<int> { value };
        var open = new Stack<int>(seen);
        while (open.Count > 0)
        {
            foreach (var input in _nodes[open.Pop()].Inputs)
            {
                if (input.Node == source)
                    return true;
                if (seen.Add(input.Node))
                    open.Push(input.Node);
            }
        }

        return false;
    }
}
