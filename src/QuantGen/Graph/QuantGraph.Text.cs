namespace QuantGen.Graph;

/// <content>The graph for people.</content>
public sealed partial class QuantGraph
{
    /// <summary>The graph as text: a line for each input, constant and node, with shapes and quantization; the same on every machine.</summary>
    public override string ToString() => GraphText.Of(this);

    /// <summary>What the nodes read that is known before the graph runs, in the order in which it is read first.</summary>
    internal IEnumerable<GraphInfo> Constants() => Nodes.SelectMany(static node => node.Inputs).Concat(Outputs).OfType<GraphInfo>().Where(static value => value.Constant is not null).Distinct();
}
