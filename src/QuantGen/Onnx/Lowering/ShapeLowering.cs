using QuantGen.Graph;
using static QuantGen.Onnx.Lowering.OperationLowering;

namespace QuantGen.Onnx.Lowering;

/// <summary>Operations whose extents, axes and bounds became inputs in ONNX, at different times.</summary>
internal static class ShapeLowering
{
    private const int ReductionsTakeAxes = 18;
    private const int ReshapeTakesZero = 14;
    private const int TriluSince = 14;
    private static readonly string[] Reductions = ["ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare", "ReduceSum"];

    /// <summary>The operations.</summary>
    public static IEnumerable<KeyValuePair<string, Action<LoweredNode>>> All =>
    [
        Of("Reshape", Reshape),
        Of("Squeeze", static node => node.Last("Squeeze", [node.Input(0), node.Numbers("axes", node.Get<long[]>("axes"))])),
        Of("Unsqueeze", static node => node.Last("Unsqueeze", [node.Input(0), node.Numbers("axes", node.Get<long[]>("axes"))])),
        Of("Expand", static node => node.Last("Expand", [node.Input(0), node.Numbers("shape", node.Get<long[]>("shape"))])),
        Of("Tile", static node => node.Last("Tile", [node.Input(0), node.Numbers("repeats", node.Get<long[]>("repeats"))])),
        Of("Split", static node => node.Last("Split", [node.Input(0), node.Numbers("split", node.Get<long[]>("split"))], node.Attributes("split"))),
        Of("Slice", Slice),
        Of("Pad", Pad),
        Of("Clip", Clip),
        Of("Resize", Resize),
        Of("Cast", static node => node.Last("Cast", [node.Input(0)], new OnnxAttribute("to", (long)OnnxElementTypes.Of(Enum.Parse<GraphElementType>(node.Get<string>("to")))))),
        Of("TopK", static node => node.Last("TopK", [node.Input(0), node.Numbers("k", [node.Get<long>("k")])], node.Attributes("k"))),
        Of("CumSum", static node => node.Last("CumSum", [node.Input(0), node.Emitter.Constant<long>($"{node.Node.Name}_axis", new[] { node.Get<long>("axis") })], node.Attributes("axis"))),
        Of("Trilu", Trilu),
        .. Reductions.Select(static name => Of(name, Reduce)),
    ];

    /// <summary>Adds a reduction over axes that stay with extent 1.</summary>
    public static string ReduceMean(LoweredNode node, string input, IReadOnlyList<long> axes) => node.Opset >= ReductionsTakeAxes
        ? node.Step("ReduceMean", [input, node.Numbers("axes", axes)], new OnnxAttribute("keepdims", 1L))
        : node.Step("ReduceMean", [input], new OnnxAttribute("axes", axes), new OnnxAttribute("keepdims", 1L));

    private static void Reshape(LoweredNode node)
    {
        var shape = node.Get<long[]>("shape");
        if (shape.Contains(0) && node.Opset < ReshapeTakesZero)
            throw node.TooOld(ReshapeTakesZero);

        node.Last("Reshape", [node.Input(0), node.Numbers("shape", shape)], shape.Contains(0) ? [new OnnxAttribute("allowzero", 1L)] : []);
    }

    private static void Reduce(LoweredNode node)
    {
        if (!node.Has("axes") || (node.Opset < ReductionsTakeAxes && node.Node.Operation != "ReduceSum"))
            node.Last(node.Node.Operation, [node.Input(0)], node.Attributes());
        else
            node.Last(node.Node.Operation, [node.Input(0), node.Numbers("axes", node.Get<long[]>("axes"))], node.Attributes("axes"));
    }

    private static void Slice(LoweredNode node)
    {
        var starts = node.Get<long[]>("starts");
        node.Last(
            "Slice",
            [
                node.Input(0),
                node.Numbers("starts", starts),
                node.Numbers("ends", node.Get<long[]>("ends")),
                node.Numbers("axes", node.Get("axes", Enumerable.Range(0, starts.Length).Select(static axis => (long)axis).ToArray())),
                .. node.Has("steps") ? [node.Numbers("steps", node.Get<long[]>("steps"))] : Array.Empty<string>(),
            ]);
    }

    private static void Pad(LoweredNode node)
    {
        var mode = node.Get("mode", "constant");
        string[] value = mode == "constant" ? [node.Number("value", node.Get("value", 0f))] : [];
        node.Last("Pad", [node.Input(0), node.Numbers("pads", node.Get<long[]>("pads")), .. value], new OnnxAttribute("mode", mode));
    }

    private static void Clip(LoweredNode node) => node.Last(
        "Clip",
        [
            node.Input(0),
            node.Has("min") ? node.Number("min", node.Get<float>("min")) : "",
            node.Has("max") ? node.Number("max", node.Get<float>("max")) : "",
        ]);

    private static void Resize(LoweredNode node) => node.Last(
        "Resize",
        node.Has("sizes")
            ? [node.Input(0), "", "", node.Numbers("sizes", node.Get<long[]>("sizes"))]
            : [node.Input(0), "", node.Emitter.Constant<float>($"{node.Node.Name}_scales", node.Get<float[]>("scales"), node.Get<float[]>("scales").Length)],
        node.Attributes("sizes", "scales"));

    private static void Trilu(LoweredNode node)
    {
        if (node.Opset < TriluSince)
            throw node.TooOld(TriluSince);

        node.Last("Trilu", [node.Input(0), node.Emitter.Constant<long>($"{node.Node.Name}_k", new[] { node.Get("k", 0L) })], node.Attributes("k"));
    }
}
