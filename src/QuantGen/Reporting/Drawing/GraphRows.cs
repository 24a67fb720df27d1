using System.Globalization;
using QuantGen.Graph;

namespace QuantGen.Reporting.Drawing;

/// <summary>
/// Makes the lines of a graph's picture. Operations that change each element by itself, and those that only move elements, stand on the line of what they follow; quantizers on the line of what reads
/// them, or of what they follow if several read them.
/// </summary>
internal sealed class GraphRows
{
    private static readonly HashSet<string> Followers = new(StringComparer.Ordinal)
    {
        "BatchNormalization", "Cast", "Clip", "Celu", "Elu", "Flatten", "Gelu", "HardSigmoid", "HardSwish", "Identity", "LeakyRelu", "LogSoftmax", "Mish", "PRelu", "Relu", "Reshape",
        "Selu", "Sigmoid", "Softmax", "Softplus", "Softsign", "Squeeze", "Tanh", "Transpose", "Unsqueeze",
    };

    private readonly List<GraphRow> _rows = [];
    private readonly Dictionary<GraphInfo, GraphLink> _made = [];
    private readonly Dictionary<GraphInfo, Quantization> _rounded = [];
    private readonly Dictionary<GraphInfo, int> _readers;

    private GraphRows(QuantGraph graph)
    {
        _readers = graph.Nodes.SelectMany(static node => node.Inputs).OfType<GraphInfo>().Concat(graph.Outputs)
            .GroupBy(static value => value).ToDictionary(static group => group.Key, static group => group.Count());
        foreach (var input in graph.Inputs)
            Begin(input, new GraphRow { Path = input.Name, Operations = ["input"], Result = input });
        foreach (var node in graph.Nodes)
            Add(node);
        foreach (var output in graph.Outputs)
        {
            if (_made.TryGetValue(output, out var link))
                _rows[link.From].IsOutput = true;
        }
    }

    /// <summary>The lines of a graph, each behind those whose values it reads.</summary>
    public static IReadOnlyList<GraphRow> Of(QuantGraph graph) => new GraphRows(graph)._rows;

    private void Add(GraphNode node)
    {
        var reads = node.Inputs.OfType<GraphInfo>().Where(_made.ContainsKey).ToList();
        if (reads.Count == 0)
        {
            Fold(node);
            return;
        }

        if (node.Operation == GraphOperators.FakeQuantize)
            Round(node, reads[0]);
        else if (reads.Count == 1 && Followers.Contains(node.Operation) && _readers[reads[0]] == 1 && !_rounded.ContainsKey(reads[0]))
            Follow(node, reads[0]);
        else
            Stand(node, reads);
    }

    // What is computed of constants alone is no line; a rounded weight is remembered for its reader.
    private void Fold(GraphNode node)
    {
        if (node.Operation == GraphOperators.FakeQuantize)
            _rounded[node.Outputs[0]] = node.Attributes.Get<Quantization>("quantization");
    }

    private void Round(GraphNode node, GraphInfo value)
    {
        var result = node.Outputs[0];
        var quantization = node.Attributes.Get<Quantization>("quantization");
        var link = _made[value];
        _made[result] = link with { IsQuantized = true };
        if (_readers.GetValueOrDefault(result) == 1 && !_rounded.ContainsKey(value))
        {
            _rounded[result] = quantization;
            return;
        }

        var row = _rows[link.From];
        row.Operations.Add(Format(quantization));
        row.IsQuantized = true;
    }

    private void Follow(GraphNode node, GraphInfo value)
    {
        var link = _made[value];
        var row = _rows[link.From];
        row.Operations.Add(node.Operation);
        row.Result = node.Outputs[0];
        _made[node.Outputs[0]] = link;
    }

    private void Stand(GraphNode node, List<GraphInfo> reads)
    {
        var row = new GraphRow { Path = PathOf(node), Operations = [Describe(node)], Result = node.Outputs[0] };
        foreach (var value in reads)
            row.Reads.Add(_made[value]);
        foreach (var value in node.Inputs.OfType<GraphInfo>())
        {
            if (_rounded.TryGetValue(value, out var quantization) && quantization.Bits <= 16)
                row.Formats.Add(Format(quantization));
        }

        row.IsQuantized = row.Formats.Count > 0;
        Begin(node.Outputs[0], row);
        foreach (var other in node.Outputs.Skip(1))
            _made[other] = new GraphLink(_rows.Count - 1, IsQuantized: false);
    }

    private void Begin(GraphInfo value, GraphRow row)
    {
        _made[value] = new GraphLink(_rows.Count, IsQuantized: false);
        _rows.Add(row);
    }

    private static string PathOf(GraphNode node)
    {
        var end = node.Name.LastIndexOf('/');
        return end <= 0 ? "" : node.Name[1..end].Replace('/', '.');
    }

    private static string Describe(GraphNode node) =>
        node.Operation is "Conv" or "ConvTranspose" && node.Inputs[1] is { Shape.Count: > 2 } weight
            ? $"{node.Operation} {string.Join('×', weight.Shape.Skip(2))}{(node.Attributes.Get("group", 1L) is > 1 and var groups ? $", {groups} groups" : "")}"
            : node.Operation;

    private static string Format(Quantization quantization) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(quantization.IsUnsigned ? 'u' : 's')}{quantization.Bits}{(quantization.Axis is null ? "" : " per channel")}");
}
