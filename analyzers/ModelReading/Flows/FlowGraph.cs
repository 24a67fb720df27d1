using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>The nodes of a flow while they are being found.</summary>
/// <param name="textStart">Where the method's text begins in its file.</param>
internal sealed class FlowGraph(int textStart)
{
    private readonly List<FlowNode> _nodes = [];
    private readonly HashSet<int> _shared = [];

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
        return _nodes.Count - 1;
    }

    /// <summary>
    /// Whether someone besides the variables that hold a value may look at its memory: the caller, the class, another view
    /// of it, or the value of another path.
    /// </summary>
    public bool IsShared(int index) =>
        _shared.Contains(index)
        || _nodes[index] is ParameterNode or SourceNode or MergeNode
        || (_nodes[index] is OperationNode { Name: var name } && TensorMembers.IsView(name));

    /// <summary>Records that a value's memory has another name from here on.</summary>
    public void Share(int index) => _shared.Add(index);

    /// <summary>A node's stretch of the text.</summary>
    public TextRange RangeOf(SyntaxNode node) => new(node.SpanStart - textStart, node.Span.Length);

    /// <summary>The value of an expression as an input.</summary>
    public FlowInput Input(Flow flow, SyntaxNode expression) => new(flow.Node, RangeOf(expression));

    /// <summary>Merges values that meet where paths do; one value alone stays itself.</summary>
    /// <param name="values">The values the paths bring.</param>
    /// <param name="where">The statement or expression.</param>
    public Flow Merge(IReadOnlyList<Flow> values, SyntaxNode where)
    {
        var range = RangeOf(where);
        var inputs = values.Where(static value => value.IsValue).Select(value => new FlowInput(value.Node, range)).Distinct().ToEquatableArray();
        if (inputs.Count == 0)
            return values.Distinct().ToArray() is [var same] ? same : values.Any(static value => value.IsLayer) ? Flow.AnyLayer : Flow.None;

        var isTensor = values.All(static value => value.Kind != FlowKind.Derived);
        var node = inputs.Count == 1 ? inputs[0].Node : Add(new MergeNode(range, inputs));
        foreach (var input in inputs)
            Share(input.Node);
        return isTensor ? Flow.Tensor(node) : Flow.Derived(node);
    }

    /// <summary>The nodes as the model keeps them.</summary>
    public EquatableArray<FlowNode> ToModel() => new(_nodes.ToImmutableArray());
}
