using static QuantGen.Graph.Operators.Definitions;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph.Operators;

/// <summary>Activation functions.</summary>
internal static class ActivationOperations
{
    private const float Sixth = 1f / 6;
    private const float SeluAlpha = 1.67326319217681884765625f;
    private const float SeluGamma = 1.05070102214813232421875f;

    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        Unary("Relu", static (_, x) => x.relu()),
        UnaryFloat("LeakyRelu", static (call, x) => functional.leaky_relu(x, call.Decimal("alpha")), OperationAttribute.Float("alpha", 0.01f)),
        new("PRelu", "X slope", PReluType, static (_, inputs) => [where(inputs[0]!.gt(0), inputs[0]!, inputs[1]! * inputs[0]!)]),
        UnaryFloat("Elu", static (call, x) => functional.elu(x, call.Decimal("alpha")), OperationAttribute.Float("alpha", 1)),
        UnaryFloat("Selu", Selu, OperationAttribute.Float("alpha", SeluAlpha), OperationAttribute.Float("gamma", SeluGamma)),
        UnaryFloat("Celu", static (call, x) => x.celu(call.Decimal("alpha")), OperationAttribute.Float("alpha", 1)),
        UnaryFloat("Sigmoid", static (_, x) => x.sigmoid()),
        UnaryFloat("HardSigmoid", HardSigmoid, OperationAttribute.Float("alpha", 0.2f), OperationAttribute.Float("beta", 0.5f)),
        UnaryFloat("HardSwish", static (_, x) => functional.hardswish(x)),
        UnaryFloat("Softplus", static (_, x) => functional.softplus(x)),
        UnaryFloat("Softsign", static (_, x) => x / (x.abs() + 1)),
        UnaryFloat("Gelu", Gelu, OperationAttribute.Text("approximate", "none")),
        UnaryFloat("Mish", static (_, x) => functional.mish(x)),
        UnaryFloat(
            "Shrink",
            static (call, x) => where(x.lt(-call.Float("lambd")), x + call.Float("bias"), where(x.gt(call.Float("lambd")), x - call.Float("bias"), zeros_like(x))),
            OperationAttribute.Float("bias", 0),
            OperationAttribute.Float("lambd", 0.5f)),
        UnaryFloat("ThresholdedRelu", static (call, x) => where(x.gt(call.Float("alpha")), x, zeros_like(x)), OperationAttribute.Float("alpha", 1)),
    ];

    private static IReadOnlyList<GraphType> PReluType(OperationCall call)
    {
        call.Require(0, GraphElementType.Float32);
        call.Require(1, GraphElementType.Float32);
        return call.Broadcast(call[0], call[1]).AsSpan().SequenceEqual(call[0].Shape)
            ? [call[0]]
            : throw call.Problem($"slopes of shape {Shapes.Text(call[1].Shape)} do not broadcast to {Shapes.Text(call[0].Shape)}");
    }

    private static Tensor Selu(OperationCall call, Tensor x) => (call.Float("alpha"), call.Float("gamma")) is (SeluAlpha, SeluGamma)
        ? x.selu()
        : call.Float("gamma") * (x.clamp_min(0) + (call.Float("alpha") * x.clamp_max(0).expm1()));

    private static Tensor HardSigmoid(OperationCall call, Tensor x) => call.Float("alpha") == Sixth && call.Float("beta") == 0.5f
        ? functional.hardsigmoid(x)
        : ((x * call.Float("alpha")) + call.Float("beta")).clamp(0, 1);

    private static Tensor Gelu(OperationCall call, Tensor x) => call.Text("approximate") switch
    {
        "none" => functional.gelu(x),
        "tanh" => functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
        var other => throw call.Problem($"approximate is {other} and must be none or tanh"),
    };
}
