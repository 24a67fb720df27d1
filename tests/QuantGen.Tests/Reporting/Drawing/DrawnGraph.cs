using QuantGen.Graph;

namespace QuantGen.Tests.Reporting.Drawing;

/// <summary>Graphs of single nodes put together by hand: only names, shapes and who reads whom matter to a picture.</summary>
internal sealed class DrawnGraph
{
    private readonly List<GraphNode> _nodes = [];

    public GraphInfo Input { get; } = Value("input", 1, 8, 4, 4);

    public static GraphInfo Value(string name, params long[] shape) => new(name, GraphElementType.Float32, shape);

    public GraphInfo Add(string operation, string path, params GraphInfo?[] inputs) => Add(operation, path, [], inputs);

    public GraphInfo Quantize(GraphInfo value, bool isUnsigned = false, int? axis = null) => Add(
        GraphOperators.FakeQuantize,
        "quantizer",
        new GraphAttributeCollection
        {
            { "quantization", new Quantization { Bits = 8, LowestLevel = isUnsigned ? 0 : -127, HighestLevel = isUnsigned ? 255 : 127, Scales = [0.5f], Axis = axis } },
        },
        value);

    public GraphInfo Conv(string path, GraphInfo input)
    {
        var weight = Quantize(Value($"{path}.weight", 8, 8, 3, 3), axis: 0);
        return Add("Conv", path, input, weight);
    }

    public QuantGraph Build(params GraphInfo[] outputs) => new("Net", [Input], outputs, _nodes);

    private GraphInfo Add(string operation, string path, GraphAttributeCollection attributes, params GraphInfo?[] inputs)
    {
        var name = $"/{path}/{operation}_{_nodes.Count}";
        var node = new GraphNode(name, operation, inputs, attributes);
        var result = new GraphInfo(name + "_output", GraphElementType.Float32, inputs[0]!.Shape) { Producer = node };
        node.Outputs = [result];
        _nodes.Add(node);
        return result;
    }
}
