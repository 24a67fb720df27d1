using QuantGen.Graph;
using QuantGen.PowerOfTwo;
using static TorchSharp.torch;

namespace QuantGen.Onnx.Lowering;

/// <summary>
/// Makes QuantizeLinear, which rounds ties to even, round them upwards, as quantizers with powers of two do. Where their inputs are multiples of a power of two, u, they are raised by u / 2: ties then
/// lie above the middle, and no other element crosses it. What is raised is the bias of the layer before, or else the value itself. Inputs on no known grid are rounded by themselves before:
/// floor(v + 1/2) = floor((floor(2 v) + 1) / 2), which unlike the left side is exact in float32.
/// </summary>
internal static class TiesUpwards
{
    private const int BiasIndex = 2;

    // Numbers with half a step are exact in float32 up to it.
    private const float MostSteps = 1 << 23;

    /// <summary>Changes a graph.</summary>
    /// <exception cref="OnnxException">A quantizer rounds in a way that QuantizeLinear cannot be made to.</exception>
    public static void Apply(WorkGraph graph)
    {
        var grids = new Grids();
        var raised = new HashSet<GraphInfo>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var quantizer = graph.Nodes[i];
            if (quantizer.Operation != GraphOperators.FakeQuantize || quantizer.Inputs[0]!.Constant is not null || WorkGraph.QuantizationOf(quantizer.Outputs[0]) is not { Rounding: not FixedPointRounding.HalfToEven } quantization)
                continue;

            Require(quantizer, quantization);
            if (raised.Contains(quantizer.Inputs[0]!))
                continue;

            var levels = (quantization.HighestLevel - quantization.LowestLevel + 1) * quantization.Scales[0];
            if (grids.Of(quantizer.Inputs[0]) is not { } step || levels / step > MostSteps)
                i += Round(graph, quantizer, quantization.Scales[0]);
            else if (step >= quantization.Scales[0])
                continue;
            else if (LayerBefore(graph, quantizer) is { } layer)
                RaiseBias(graph, layer, step / 2, raised);
            else
                i += RaiseValue(graph, quantizer, step / 2);
        }
    }

    private static void Require(GraphNode node, Graph.Quantization quantization)
    {
        if (quantization.Axis is not null || !quantization.IsPowerOfTwo)
            throw new OnnxException($"{QuantizerLowering.NameOf(node)}: it rounds ties upwards, which in ONNX takes one scale that is a power of two; set OnnxOptions.TiesToEven to round them to even.");
        if (quantization.Rounding != FixedPointRounding.HalfUp && !(quantization.Rounding == FixedPointRounding.HalfAwayFromZero && quantization.IsUnsigned))
        {
            throw new OnnxException(
                $"{QuantizerLowering.NameOf(node)}: it rounds {quantization.Rounding}, and QuantizeLinear to the nearest level; choose HalfUp or HalfToEven, set OnnxOptions.TiesToEven to round differently from the twin, or export for {nameof(OnnxTarget.PowerOfTwoClip)}.");
        }
    }

    // The layer whose output goes to quantizers only, past a ReLU at most.
    private static GraphNode? LayerBefore(WorkGraph graph, GraphNode quantizer)
    {
        var consumers = graph.Consumers();
        var value = quantizer.Inputs[0]!;
        if (!AreQuantizers(value))
            return null;
        if (value.Producer is { Operation: "Relu" } relu && consumers[relu.Inputs[0]!].Count() == 1 && !graph.IsOutput(relu.Inputs[0]!))
            value = relu.Inputs[0]!;

        return value.Producer is { Operation: "Conv" or "ConvTranspose" or "Gemm" or GraphOperators.Linear } layer && BiasLength(layer) > 0 ? layer : null;

        bool AreQuantizers(GraphInfo value) => !graph.IsOutput(value) && consumers[value].All(static reader => reader.Operation == GraphOperators.FakeQuantize);
    }

    // How many elements the layer's bias has, or would have; 0 if it is none that can be raised.
    private static long BiasLength(GraphNode layer)
    {
        var channels = layer.Outputs[0].Shape[layer.Operation is "Conv" or "ConvTranspose" ? 1 : ^1];
        if (layer.Inputs.Count <= BiasIndex || layer.Inputs[BiasIndex] is not { } bias)
            return channels;

        return bias.Shape is [var length] && length == channels && (bias.Constant ?? bias.Producer?.Inputs[0]?.Constant) is not null ? length : 0;
    }

    private static void RaiseBias(WorkGraph graph, GraphNode layer, float half, HashSet<GraphInfo> raised)
    {
        var bias = layer.Inputs.Count > BiasIndex ? layer.Inputs[BiasIndex] : null;
        var values = bias is null ? new float[BiasLength(layer)] : IntegerBiases.Values(bias);
        for (var i = 0; i < values.Length; i++)
            values[i] += half;

        var name = graph.Unique($"{(bias?.Constant is not null ? bias.Name : bias?.Producer!.Inputs[0]!.Name) ?? $"{layer.Name}.bias"}_raised");
        layer.Inputs = [layer.Inputs[0], layer.Inputs[1], new GraphInfo(name, GraphElementType.Float32, [values.Length]) { Constant = new GraphConstant(IntegerBiases.Kept(values)) }];
        foreach (var value in (IEnumerable<GraphInfo>)[layer.Outputs[0], .. graph.Consumers()[layer.Outputs[0]].Where(static node => node.Operation == "Relu").Select(static node => node.Outputs[0])])
        {
            raised.Add(value);
            value.Name = graph.Unique($"{value.Name}_raised");
        }
    }

    private static int RaiseValue(WorkGraph graph, GraphNode quantizer, float half) => Insert(graph, quantizer, ("Add", half));

    // Scales are powers of two, by which multiplying is exact.
    private static int Round(WorkGraph graph, GraphNode quantizer, float scale) =>
        Insert(graph, quantizer, ("Mul", 2 / scale), ("Floor", null), ("Add", 1), ("Mul", 0.5f), ("Floor", null), ("Mul", scale));

    // Puts operations, each with a number or none, between a quantizer and its input.
    private static int Insert(WorkGraph graph, GraphNode quantizer, params IReadOnlyList<(string Operation, float? Number)> steps)
    {
        var place = graph.Nodes.IndexOf(quantizer);
        foreach (var (operation, number) in steps)
        {
            var name = $"{quantizer.Name}/{operation}";
            GraphInfo[] inputs = number is { } value
                ? [quantizer.Inputs[0]!, new GraphInfo(graph.Unique($"{name}_number"), GraphElementType.Float32, []) { Constant = new GraphConstant(tensor(value).DetachFromDisposeScope()) }]
                : [quantizer.Inputs[0]!];
            var node = graph.Node(name, operation, inputs, [], inputs[0].Shape);
            quantizer.Inputs = [node.Outputs[0]];
            graph.Nodes.Insert(place++, node);
        }

        return steps.Count;
    }
}
