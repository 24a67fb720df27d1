using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>ReLU and Clip behind a quantizer in place of before it: with bounds that are levels they give the same, because rounding keeps the order of values.</summary>
internal static class QuantizedBounds
{
    /// <summary>Whether the bounds are those of the levels themselves, so that quantizing does all that the operation does, and integer kernels take it in.</summary>
    public static bool AreLevels(GraphNode node, Graph.Quantization quantization)
    {
        var (lowest, highest) = Levels(node, quantization);
        return lowest <= quantization.LowestLevel && highest >= quantization.HighestLevel;
    }

    /// <summary>The operation over values that are quantized.</summary>
    public static GraphNode Of(GraphNode node, Graph.Quantization quantization)
    {
        var (lowest, highest) = Levels(node, quantization);

        // ONNX Runtime has an integer kernel, a table, for a ReLU with a slope below zero, and none for one without.
        var made = lowest == 0 && highest >= quantization.HighestLevel
            ? new GraphNode(node.Name, "LeakyRelu", node.Inputs, new() { { "alpha", 0f } })
            : new GraphNode(node.Name, "Clip", node.Inputs, new() { { "min", lowest * quantization.Scales[0] }, { "max", highest * quantization.Scales[0] } });
        made.Outputs = node.Outputs;
        made.Outputs[0].Producer = made;
        return made;
    }

    private static (float Lowest, float Highest) Levels(GraphNode node, Graph.Quantization quantization)
    {
        var isRelu = node.Operation == "Relu";
        return (Level(node.Attributes.Get("min", isRelu ? 0 : float.NegativeInfinity)), Level(node.Attributes.Get("max", float.PositiveInfinity)));

        float Level(float bound) =>
            Math.Clamp(LevelWriter.Round(bound / quantization.Scales[0], quantization.Rounding), quantization.LowestLevel, quantization.HighestLevel);
    }
}
