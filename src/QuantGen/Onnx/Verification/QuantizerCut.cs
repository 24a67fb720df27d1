using QuantGen.Graph;

namespace QuantGen.Onnx.Verification;

/// <summary>
/// A graph cut at its quantizers: what each gives back is an output, and what it gives on is an input. So each stretch from quantizers to the next one can be run on given values, and a difference in
/// one is not carried into those behind it.
/// </summary>
internal sealed class QuantizerCut
{
    private const string Quantization = "quantization";

    private readonly List<GraphInfo> _inputs;
    private readonly List<GraphInfo> _outputs = [];
    private readonly List<GraphNode> _nodes = [];

    // What stands in the cut graph where a value stood.
    private readonly Dictionary<GraphInfo, GraphInfo> _places = [];

    private QuantizerCut(QuantGraph graph)
    {
        _inputs = [.. graph.Inputs];
        foreach (var node in graph.Nodes)
        {
            var copy = Copy(node);
            if (IsPlace(node))
                Cut(node.Outputs[0], copy);
        }
    }

    /// <summary>The values of the graph at which it is cut, in order.</summary>
    public List<GraphInfo> Values { get; } = [];

    /// <summary>Cuts a graph.</summary>
    /// <param name="graph">The graph, which stays as it is and owns the constants of both.</param>
    /// <param name="cut">The cut graph: its inputs are the graph's and then one for each of the values, its outputs one for each of the values.</param>
    public static QuantizerCut Of(QuantGraph graph, out QuantGraph cut)
    {
        var result = new QuantizerCut(graph);
        cut = new QuantGraph(graph.Name, result._inputs, result._outputs, result._nodes);
        return result;
    }

    /// <summary>Whether a graph has quantizers to be cut at.</summary>
    public static bool IsPossible(QuantGraph graph) => graph.Nodes.Any(IsPlace);

    private static bool IsPlace(GraphNode node) => node.Operation == GraphOperators.FakeQuantize && node.Inputs[0] is { Constant: null };

    private GraphNode Copy(GraphNode node)
    {
        var copy = new GraphNode(node.Name, node.Operation, [.. node.Inputs.Select(input => input is null ? null : _places.GetValueOrDefault(input, input))], node.Attributes);
        copy.Outputs = [.. node.Outputs.Select(output => new GraphInfo(output.Name, output.ElementType, output.Shape) { Producer = copy, Quantization = output.Quantization })];
        foreach (var (old, made) in node.Outputs.Zip(copy.Outputs))
            _places[old] = made;
        _nodes.Add(copy);
        return copy;
    }

    // What comes in is on the levels already. Quantized once more it is what ONNX Runtime makes of a level, whose last bit may differ from what torch makes of it.
    private void Cut(GraphInfo value, GraphNode quantizer)
    {
        var given = new GraphInfo($"{value.Name}_given", value.ElementType, value.Shape);
        var again = new GraphNode($"{quantizer.Name}_given", GraphOperators.FakeQuantize, [given], quantizer.Attributes);
        again.Outputs = [new GraphInfo($"{value.Name}_levels", value.ElementType, value.Shape) { Producer = again, Quantization = quantizer.Attributes.Get<Quantization>(Quantization) }];
        _nodes.Add(again);
        _inputs.Add(given);
        _outputs.Add(quantizer.Outputs[0]);
        _places[value] = again.Outputs[0];
        Values.Add(value);
    }
}
