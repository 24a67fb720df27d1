using static QuantGen.Graph.Operators.Definitions;
using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Products of matrices.</summary>
internal static class MatrixOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        new("MatMul", "A B", MatMulType, static (_, inputs) => [inputs[0]!.matmul(inputs[1]!)]),
        new(
            "Gemm",
            "A B C?",
            GemmType,
            Gemm,
            OperationAttribute.Integer("transA", 0),
            OperationAttribute.Integer("transB", 0),
            OperationAttribute.Float("alpha", 1),
            OperationAttribute.Float("beta", 1)),
        new(GraphOperators.Linear, "x w b?", LinearType, static (_, inputs) => [nn.functional.linear(inputs[0]!, inputs[1]!, inputs.Count > 2 ? inputs[2] : null)]),
        new("Einsum", "Inputs...", EinsumEquation.Type, static (call, inputs) => [einsum(call.Text("equation"), [.. inputs.Select(static input => input!)])], OperationAttribute.Required("equation", AttributeKind.Text)),
    ];

    private static IReadOnlyList<GraphType> MatMulType(OperationCall call)
    {
        var type = SameType(call, 0, 1);
        call.RequireRank(0, 1);
        call.RequireRank(1, 1);
        var (left, right) = (call[0].Shape, call[1].Shape);
        var (inner, other) = (left[^1], right.Length == 1 ? right[0] : right[^2]);
        var batch = Shapes.Broadcast(left[..^Math.Min(left.Length, 2)], right[..^Math.Min(right.Length, 2)]);
        if (inner != other || batch is null)
            throw call.Problem($"{Shapes.Text(left)} by {Shapes.Text(right)} is no product of matrices");

        return [new(type, [.. batch, .. left.Length == 1 ? [] : left[^2..^1], .. right.Length == 1 ? [] : right[^1..]])];
    }

    private static IReadOnlyList<GraphType> GemmType(OperationCall call)
    {
        SameType(call, 0, 1);
        call.Require(0, GraphElementType.Float32);
        call.RequireRank(0, 2, 2);
        call.RequireRank(1, 2, 2);
        var (rows, inner) = Extents(call[0].Shape, call.Flag("transA"));
        var (other, columns) = Extents(call[1].Shape, call.Flag("transB"));
        if (inner != other)
            throw call.Problem($"{Shapes.Text(call[0].Shape)} by {Shapes.Text(call[1].Shape)} is no product of matrices");

        var shape = (long[])[rows, columns];
        if (call.Optional(2) is { } bias)
        {
            SameType(call, 0, 2);
            if (Shapes.Broadcast(shape, bias.Shape) is not { } sum || !sum.AsSpan().SequenceEqual(shape))
                throw call.Problem($"a bias of shape {Shapes.Text(bias.Shape)} does not broadcast to {Shapes.Text(shape)}");
        }

        return [new(GraphElementType.Float32, shape)];
    }

    private static (long Rows, long Columns) Extents(long[] shape, bool transposed) => transposed ? (shape[1], shape[0]) : (shape[0], shape[1]);

    private static IReadOnlyList<Tensor> Gemm(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var (a, b, bias) = (inputs[0]!, inputs[1]!, inputs.Count > 2 ? inputs[2] : null);
        var (alpha, beta) = (call.Float("alpha"), call.Float("beta"));
        var (left, right) = (call.Flag("transA") ? a.t() : a, call.Flag("transB") ? b.t() : b);
        return [bias is null ? alpha == 1 ? left.mm(right) : left.mm(right) * alpha : bias.addmm(left, right, beta, alpha)];
    }

    private static IReadOnlyList<GraphType> LinearType(OperationCall call)
    {
        call.Require(0, GraphElementType.Float32);
        SameType(call, 0, 1);
        call.RequireRank(0, 1);
        call.RequireRank(1, 2, 2);
        if (call[0].Shape[^1] != call[1].Shape[1])
            throw call.Problem($"{Shapes.Text(call[0].Shape)} does not go with a weight of {Shapes.Text(call[1].Shape)}");

        call.RequireShape(2, call[1].Shape[0]);
        return [new(GraphElementType.Float32, [.. call[0].Shape[..^1], call[1].Shape[0]])];
    }
}
