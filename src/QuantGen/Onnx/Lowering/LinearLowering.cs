using QuantGen.Graph;
using static QuantGen.Onnx.Lowering.OperationLowering;

namespace QuantGen.Onnx.Lowering;

/// <summary>Linear layers, which ONNX has for two axes only.</summary>
internal static class LinearLowering
{
    /// <summary>The operations.</summary>
    public static IEnumerable<KeyValuePair<string, Action<LoweredNode>>> All => [Of(GraphOperators.Linear, Linear)];

    private static void Linear(LoweredNode node)
    {
        if (node.Shape.Count == 2)
        {
            node.Emitter.Node("Gemm", node.Node.Name, node.Inputs, node.Outputs, new OnnxAttribute("alpha", 1f), new OnnxAttribute("beta", 1f), new OnnxAttribute("transB", 1L));
            return;
        }

        var product = (string[])[node.Input(0), Transposed(node)];
        if (node.Input(2).Length == 0)
            node.Last("MatMul", product);
        else
            node.Last("Add", [node.Step("MatMul", product), node.Input(2)]);
    }

    // A constant is turned when it is written; what a quantizer made, by a node.
    private static string Transposed(LoweredNode node) => node.Node.Inputs[1] is { Constant: { } constant } weight
        ? node.Emitter.Constant($"{weight.Name}_transposed", name => new OnnxTensor(name, OnnxElementType.Float, [weight.Shape[1], weight.Shape[0]], stream =>
        {
            using var turned = constant.Values.t();
            OnnxTensor.Of(name, turned).CopyTo(stream);
        }))
        : node.Step("Transpose", [node.Input(1)], new OnnxAttribute("perm", (long[])[1, 0]));
}
