using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>The layers that a variable or parameter may hold, and the calls made through it. Later calls of a method bring further ones.</summary>
internal sealed class LayerSet
{
    private readonly List<Member> _layers = [];
    private readonly List<Call> _calls = [];
    private readonly List<LayerSet> _followers = [];

    /// <summary>The layers found so far.</summary>
    public IReadOnlyList<Member> Layers => _layers;

    /// <summary>Adds a layer, to the calls that were read before too.</summary>
    public void Add(Member layer, FlowGraph graph)
    {
        if (_layers.Exists(other => other.Field == layer.Field && other.IsElement == layer.IsElement))
            return;

        _layers.Add(layer);
        foreach (var call in _calls)
            Connect(call, layer, graph);
        foreach (var follower in _followers)
            follower.Add(layer, graph);
    }

    /// <summary>Has another set take over what this one gets.</summary>
    public void Follow(LayerSet follower, FlowGraph graph)
    {
        if (follower == this || _followers.Contains(follower))
            return;

        _followers.Add(follower);
        foreach (var layer in _layers.ToArray())
            follower.Add(layer, graph);
    }

    /// <summary>Notes a call through the variable.</summary>
    /// <param name="merge">The node of what it gives back.</param>
    /// <param name="template">The call, whichever layer it is.</param>
    /// <param name="graph">Takes the nodes.</param>
    public void AddCall(int merge, LayerCallNode template, FlowGraph graph)
    {
        var call = new Call(merge, template, graph.Owner);
        _calls.Add(call);
        foreach (var layer in _layers)
            Connect(call, layer, graph);
    }

    private static void Connect(Call call, Member layer, FlowGraph graph)
    {
        var owner = graph.Owner;
        graph.Owner = call.Owner;
        var node = graph.Add(call.Template with { Field = layer.Field.Name.Text, IsElement = layer.IsElement });
        graph.Append(call.Merge, new FlowInput(node, call.Template.Range));
        graph.Owner = owner;
    }

    /// <summary>A layer.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="IsElement">Whether it is an element of the field.</param>
    /// <param name="Origin">Where the variable got it.</param>
    internal sealed record Member(FieldEntry Field, bool IsElement, ExpressionSyntax Origin);

    private sealed record Call(int Merge, LayerCallNode Template, Routine Owner);
}
