using static QuantGen.Graph.Operators.Definitions;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph.Operators;

/// <summary>Normalizations.</summary>
internal static class NormalizationOperations
{
    private static OperationAttribute Epsilon => OperationAttribute.Float("epsilon", 1e-5f);

    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        new(
            "BatchNormalization",
            "X scale B mean var",
            static call => PerChannel(call, 1, 2, 3, 4),
            static (call, inputs) => [functional.batch_norm(inputs[0]!, inputs[3], inputs[4], inputs[1], inputs[2], training: false, eps: call.Decimal("epsilon"))],
            Epsilon),
        new(
            "InstanceNormalization",
            "X scale B",
            static call => PerChannel(call, 1, 2),
            static (call, inputs) => [functional.instance_norm(inputs[0]!, weight: inputs[1], bias: inputs[2], eps: call.Decimal("epsilon"))],
            Epsilon),
        new(
            "GroupNormalization",
            "X scale B",
            static call => call[0].Rank > 1 && call.Integer("num_groups") > 0 && call[0].Shape[1] % call.Integer("num_groups") == 0
                ? PerChannel(call, 1, 2)
                : throw call.Problem($"{Shapes.Text(call[0].Shape)} has no channels that make {call.Integer("num_groups")} groups"),
            static (call, inputs) => [functional.group_norm(inputs[0]!, call.Integer("num_groups"), inputs[1], inputs[2], call.Decimal("epsilon"))],
            OperationAttribute.Required("num_groups", AttributeKind.Integer),
            Epsilon),
        new(
            "LayerNormalization",
            "X Scale B?",
            static call =>
            {
                call.RequireShape(1, Rows(call));
                call.RequireShape(2, Rows(call));
                return [Float(call)];
            },
            static (call, inputs) => [functional.layer_norm(inputs[0]!, Rows(call), inputs[1], inputs.Count > 2 ? inputs[2] : null, call.Decimal("epsilon"))],
            OperationAttribute.Integer("axis", -1),
            Epsilon),
        new(
            "LRN",
            "X",
            static call =>
            {
                call.RequireRank(0, 3);
                return [Float(call)];
            },
            LocalResponse,
            OperationAttribute.Required("size", AttributeKind.Integer),
            OperationAttribute.Float("alpha", 0.0001f),
            OperationAttribute.Float("beta", 0.75f),
            OperationAttribute.Float("bias", 1)),
    ];

    private static IReadOnlyList<GraphType> PerChannel(OperationCall call, params ReadOnlySpan<int> parameters)
    {
        call.RequireRank(0, 2);
        foreach (var parameter in parameters)
        {
            call.Require(parameter, GraphElementType.Float32);
            call.RequireShape(parameter, call[0].Shape[1]);
        }

        return [Float(call)];
    }

    private static long[] Rows(OperationCall call) => call[0].Shape[call.Axis(call.Integer("axis"), call[0].Rank)..];

    // Of an even size the greater half is behind.
    private static IReadOnlyList<Tensor> LocalResponse(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var (shape, size) = (call[0].Shape, call.Integer("size"));
        var squares = inputs[0]!.square().reshape(shape[0], 1, shape[1], -1);
        var padded = functional.pad(squares, [0, 0, (size - 1) / 2, size / 2]);
        var means = functional.avg_pool2d(padded, [size, 1], [1, 1]).reshape(shape);
        return [inputs[0]! / ((means * call.Float("alpha")) + call.Float("bias")).pow(call.Float("beta"))];
    }
}
