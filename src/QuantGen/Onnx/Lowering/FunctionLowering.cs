using static QuantGen.Onnx.Lowering.OperationLowering;

namespace QuantGen.Onnx.Lowering;

/// <summary>Functions that came late to ONNX, or whose settings it writes in another way.</summary>
internal static class FunctionLowering
{
    private const int HardSwishSince = 14;
    private const int GridSampleSince = 16;
    private const int GridSampleRenamed = 20;
    private const int MishSince = 18;
    private const int GeluSince = 20;

    /// <summary>The operations.</summary>
    public static IEnumerable<KeyValuePair<string, Action<LoweredNode>>> All =>
    [
        Of("HardSwish", HardSwish),
        Of("Mish", Mish),
        Of("Gelu", Gelu),
        Of("GridSample", GridSample),
        Of("RNN", static node => node.Last("RNN", node.Inputs, [.. node.Attributes("activations"), new OnnxAttribute("activations", Activations(node))])),
    ];

    // One for each direction.
    private static string[] Activations(LoweredNode node) =>
        [.. Enumerable.Repeat(node.Get("activations", "Tanh"), node.Get("direction", "forward") == "bidirectional" ? 2 : 1)];

    private static void HardSwish(LoweredNode node)
    {
        if (node.Opset >= HardSwishSince)
        {
            node.Last("HardSwish", [node.Input(0)]);
            return;
        }

        var gate = node.Step("HardSigmoid", [node.Input(0)], new OnnxAttribute("alpha", 1f / 6), new OnnxAttribute("beta", 0.5f));
        node.Last("Mul", [node.Input(0), gate]);
    }

    // What was bilinear and bicubic is linear and cubic since there are grids of other ranks.
    private static void GridSample(LoweredNode node)
    {
        if (node.Opset < GridSampleSince)
            throw node.TooOld(GridSampleSince);

        var mode = node.Get("mode", "bilinear");
        if (node.Opset >= GridSampleRenamed && mode.StartsWith("bi", StringComparison.Ordinal))
            mode = mode[2..];
        node.Last("GridSample", node.Inputs, [.. node.Attributes("mode"), new OnnxAttribute("mode", mode)]);
    }

    private static void Mish(LoweredNode node)
    {
        if (node.Opset >= MishSince)
            node.Last("Mish", [node.Input(0)]);
        else
            node.Last("Mul", [node.Input(0), node.Step("Tanh", [node.Step("Softplus", [node.Input(0)])])]);
    }

    // x (1 + erf(x / sqrt 2)) / 2, or with tanh(sqrt(2 / pi) (x + 0.044715 x^3)) in place of erf.
    private static void Gelu(LoweredNode node)
    {
        if (node.Opset >= GeluSince)
        {
            node.Last("Gelu", [node.Input(0)], node.Attributes());
            return;
        }

        var x = node.Input(0);
        string inner;
        if (node.Get("approximate", "none") == "tanh")
        {
            var cubed = node.Step("Mul", [node.Step("Pow", [x, node.Number("exponent", 3)]), node.Number("cubic", 0.044715f)]);
            inner = node.Step("Tanh", [node.Step("Mul", [node.Step("Add", [x, cubed]), node.Number("slope", float.Sqrt(2 / float.Pi))])]);
        }
        else
        {
            inner = node.Step("Erf", [node.Step("Div", [x, node.Number("root", float.Sqrt(2))])]);
        }

        var sum = node.Step("Add", [inner, node.Number("one", 1)]);
        node.Last("Mul", [node.Step("Mul", [x, sum]), node.Number("half", 0.5f)]);
    }
}
