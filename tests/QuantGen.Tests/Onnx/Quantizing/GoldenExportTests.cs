using QuantGen.Graph;
using QuantGen.Onnx;
using QuantGen.Testing.Golden;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx.Quantizing;

/// <summary>
/// The form of pytorch-quantization 2.2.1 for TensorRT: the same operations in the same order, the same scales, zero points and axes. The graphs are made from the vectors' own nodes and ranges; only
/// the names of values are the exporter's.
/// </summary>
public sealed class GoldenExportTests
{
    private const string Kind = "onnx";

    [GoldenTheory(Kind)]
    [GoldenData(Kind)]
    public void HasTheFormOfThePeer(GoldenCase golden)
    {
        using var scope = NewDisposeScope();
        using var hand = new HandGraph();
        var model = OnnxExport.ToModel(Graph(hand, golden), new() { Opset = golden["opset"].Integer, Target = OnnxTarget.TensorRT });

        Assert.Equal(golden["opset"].Integer, model.Opset);
        var expected = golden["nodes"].Items.ToList();
        Assert.Equal(expected.Select(static node => node["op"].Text), model.Graph.Nodes.Select(static node => node.OpType));
        AssertAlike(golden, model);
    }

    private static void AssertAlike(GoldenCase golden, OnnxModel model)
    {
        foreach (var (wanted, node) in golden["nodes"].Items.Zip(model.Graph.Nodes))
        {
            Assert.Equal(Attributes(wanted), node.Attributes.Select(static attribute => attribute.ToString()).Order(StringComparer.Ordinal));
            Assert.Equal(wanted["in"].Items.Count(), node.Inputs.Count);
            foreach (var (wantedName, name) in wanted["in"].Items.Zip(node.Inputs))
            {
                var tensor = model.Graph.Initializers.SingleOrDefault(tensor => tensor.Name == name);
                if (golden["consts"].Has(wantedName.Text))
                    AssertEqual(golden["consts"][wantedName.Text], Assert.IsType<OnnxTensor>(tensor));
                else
                    Assert.Null(tensor);
            }
        }
    }

    [GoldenTheory(Kind)]
    [GoldenData(Kind)]
    public void TwinsOfLayersHaveTheFormOfThePeer(GoldenCase golden)
    {
        using var scope = NewDisposeScope();
        var twin = GoldenTwin.Of(golden);
        using var graph = QuantGraph.Of(twin, InputShape(golden));
        var model = OnnxExport.ToModel(graph, new() { Opset = golden["opset"].Integer, Target = OnnxTarget.TensorRT });

        Assert.Equal(golden["nodes"].Items.Select(static node => node["op"].Text), model.Graph.Nodes.Select(static node => node.OpType));
        AssertAlike(golden, model);
    }

    private static void AssertEqual(GoldenValue expected, OnnxTensor actual)
    {
        float[] first = [.. expected["values"].Items.Select(static value => (float)value.Number)];
        float[] values = actual.ElementType switch
        {
            OnnxElementType.Int8 => [.. actual.ToArray<sbyte>().Select(static value => (float)value)],
            OnnxElementType.UInt8 => [.. actual.ToArray<byte>().Select(static value => (float)value)],
            _ => actual.ToArray<float>(),
        };
        Assert.Equal(expected["dtype"].Text, actual.ElementType == OnnxElementType.Float ? "float32" : actual.ElementType.ToString().ToLowerInvariant());
        Assert.Equal(expected.Shape, actual.Dimensions);
        Assert.Equal(first, values.Take(first.Length));
    }

    // What a node of the vector has, in the exporter's words. Groups of one and the identical factors of Gemm are there in both.
    private static IEnumerable<string> Attributes(GoldenValue node) =>
        node["attr"].Fields.Select(static field => $"{field.Key}={field.Value.ToString().Replace(",", ", ", StringComparison.Ordinal).Replace(".0", "", StringComparison.Ordinal).Replace(",  ", ", ", StringComparison.Ordinal)}").Order(StringComparer.Ordinal);

    // The vector's nodes, with one quantizer for each pair.
    private static QuantGraph Graph(HandGraph hand, GoldenCase golden)
    {
        var values = new Dictionary<string, GraphInfo>(StringComparer.Ordinal);
        var last = "";
        foreach (var node in golden["nodes"].Items)
        {
            var (operation, output) = (node["op"].Text, node["out"].Items.First().Text);
            last = output;
            if (operation == "DequantizeLinear")
            {
                values[output] = values[node["in"].Items.First().Text];
                continue;
            }

            var inputs = node["in"].Items.Select(static input => input.Text).ToList();
            if (operation == "QuantizeLinear")
            {
                values[output] = hand.Quantize(Value(inputs[0]), Levels(golden, inputs, node));
                continue;
            }

            var attributes = new GraphAttributeCollection();
            foreach (var (name, value) in node["attr"].Fields.Where(static field => field.Key != "kernel_shape"))
                attributes.Add(name, Setting(name, value));

            values[output] = hand.Add(operation, [.. inputs.Select(Value)], attributes);
        }

        return hand.Build(values[last]);

        GraphInfo Value(string name)
        {
            if (values.TryGetValue(name, out var value))
                return value;

            return values[name] = golden["consts"].Has(name) ? Constant(hand, name, golden["consts"][name]) : hand.Input(InputShape(golden));
        }
    }

    private static object Setting(string name, GoldenValue value)
    {
        if (value.ToString().StartsWith('['))
            return value.Axes!.Select(static one => (long)one).ToArray();

        return name is "alpha" or "beta" ? (object)(float)value.Number : (long)value.Integer;
    }

    // The vector holds the first elements of each constant; the rest are smaller than those, so that ranges stay.
    private static GraphInfo Constant(HandGraph hand, string name, GoldenValue constant)
    {
        var values = new float[constant.Shape.Aggregate(1L, static (count, extent) => count * extent)];
        var known = constant["values"].Items.Select(static value => (float)value.Number).ToArray();
        known.CopyTo(values, 0);
        return hand.Constant(name, tensor(values, constant.Shape));
    }

    private static QuantGen.Graph.Quantization Levels(GoldenCase golden, List<string> inputs, GoldenValue node)
    {
        var quantizer = inputs[1].Split("/Constant")[0].TrimStart('/').Replace('/', '.');
        float[] amax = [.. golden["amax"][quantizer].Items.Select(static value => (float)value.Number)];
        var isUnsigned = golden["consts"][inputs[2]]["dtype"].Text == "uint8";
        var highest = isUnsigned ? 255 : 127;
        return new QuantGen.Graph.Quantization
        {
            Bits = 8,
            LowestLevel = isUnsigned ? 0 : -128,
            HighestLevel = highest,
            Amax = amax,
            Scales = [.. amax.Select(one => one / highest)],
            Axis = node["attr"].Has("axis") ? node["attr"]["axis"].Integer : null,
        };
    }

    // A network of linear layers, or of convolutions; both with the number of features that their first weight has.
    private static long[] InputShape(GoldenCase golden)
    {
        var first = golden["nodes"].Items.First(static node => node["op"].Text is "Gemm" or "Conv");
        var weight = golden["consts"].Fields.First(static constant => constant.Key.EndsWith("weight", StringComparison.Ordinal)).Value.Shape;
        return first["op"].Text == "Gemm" ? [2, weight[1]] : [2, weight[1], 8, 8];
    }
}
