using static QuantGen.Onnx.Lowering.OperationLowering;

namespace QuantGen.Onnx.Lowering;

/// <summary>Normalization layers that came late to ONNX, or changed.</summary>
internal static class NormalizationLowering
{
    private const int LayerNormalizationSince = 17;
    private const int GroupNormalizationPerChannel = 21;

    /// <summary>The operations.</summary>
    public static IEnumerable<KeyValuePair<string, Action<LoweredNode>>> All =>
    [
        Of("LayerNormalization", LayerNormalization),
        Of("GroupNormalization", GroupNormalization),
    ];

    private static void LayerNormalization(LoweredNode node)
    {
        if (node.Opset >= LayerNormalizationSince)
        {
            node.Last("LayerNormalization", node.Inputs, node.Attributes());
            return;
        }

        var rank = node.Shape.Count;
        var first = node.Get("axis", -1L) is var axis && axis < 0 ? axis + rank : axis;
        long[] axes = [.. Enumerable.Range((int)first, rank - (int)first).Select(static one => (long)one)];
        var centred = node.Step("Sub", [node.Input(0), ShapeLowering.ReduceMean(node, node.Input(0), axes)]);
        var variance = ShapeLowering.ReduceMean(node, node.Step("Mul", [centred, centred]), axes);
        var deviation = node.Step("Sqrt", [node.Step("Add", [variance, node.Number("epsilon", node.Get("epsilon", 1e-5f))])]);
        Affine(node, node.Step("Div", [centred, deviation]), node.Input(1), node.Input(2));
    }

    // Before 21 the factors belong to groups and not to channels, so the groups are normalized as instances are.
    private static void GroupNormalization(LoweredNode node)
    {
        if (node.Opset >= GroupNormalizationPerChannel)
        {
            node.Last("GroupNormalization", node.Inputs, node.Attributes());
            return;
        }

        var groups = node.Get<long>("num_groups");
        var apart = node.Step("Reshape", [node.Input(0), node.Numbers("groups", [node.Shape[0], groups, -1])]);
        var ones = node.Emitter.Constant<float>($"{node.Node.Name}_ones", Enumerable.Repeat(1f, (int)groups).ToArray(), groups);
        var zeros = node.Emitter.Constant<float>($"{node.Node.Name}_zeros", new float[groups], groups);
        var normalized = node.Step("InstanceNormalization", [apart, ones, zeros], new OnnxAttribute("epsilon", node.Get("epsilon", 1e-5f)));
        var joined = node.Step("Reshape", [normalized, node.Numbers("shape", node.Shape)]);
        Affine(node, joined, PerChannel(node, 1), PerChannel(node, 2));
    }

    // [C] becomes [C, 1, ...], to meet the channels of the input.
    private static string PerChannel(LoweredNode node, int input)
    {
        if (node.Input(input).Length == 0 || node.Shape.Count == 2)
            return node.Input(input);

        long[] axes = [.. Enumerable.Range(1, node.Shape.Count - 2).Select(static axis => (long)axis)];
        return node.Step("Unsqueeze", [node.Input(input), node.Numbers("axes", axes)]);
    }

    private static void Affine(LoweredNode node, string value, string scale, string bias)
    {
        if (scale.Length > 0 && bias.Length > 0)
            node.Last("Add", [node.Step("Mul", [value, scale]), bias]);
        else if (scale.Length > 0)
            node.Last("Mul", [value, scale]);
        else if (bias.Length > 0)
            node.Last("Add", [value, bias]);
        else
            node.Last("Identity", [value]);
    }
}
