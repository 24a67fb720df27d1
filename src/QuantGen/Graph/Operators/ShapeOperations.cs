using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Operations that change extents and keep all elements.</summary>
internal static class ShapeOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        new("Identity", "input", static call => [call[0]], static (_, inputs) => [inputs[0]!.alias()]),
        new(
            "Reshape",
            "data",
            static call => [new(call[0].ElementType, Reshaped(call))],
            static (call, inputs) => [inputs[0]!.reshape(Reshaped(call)).alias()],
            OperationAttribute.Required("shape", AttributeKind.Integers)),
        new(
            "Flatten",
            "input",
            static call => [new(call[0].ElementType, Flattened(call))],
            static (call, inputs) => [inputs[0]!.reshape(Flattened(call)).alias()],
            OperationAttribute.Integer("axis", 1)),
        new(
            "Squeeze",
            "data",
            static call => [new(call[0].ElementType, Squeezed(call))],
            static (call, inputs) => [inputs[0]!.reshape(Squeezed(call)).alias()],
            OperationAttribute.Required("axes", AttributeKind.Integers)),
        new(
            "Unsqueeze",
            "data",
            static call => [new(call[0].ElementType, Unsqueezed(call))],
            static (call, inputs) => [inputs[0]!.reshape(Unsqueezed(call)).alias()],
            OperationAttribute.Required("axes", AttributeKind.Integers)),
        new(
            "Transpose",
            "data",
            static call => [new(call[0].ElementType, [.. Permutation(call).Select(axis => call[0].Shape[axis])])],
            static (call, inputs) => [inputs[0]!.permute([.. Permutation(call).Select(static axis => (long)axis)])],
            OperationAttribute.Required("perm", AttributeKind.Integers)),
        new(
            "DepthToSpace",
            "input",
            static call =>
            {
                var (shape, block) = Blocks(call);
                return shape[1] % (block * block) == 0
                    ? [new(call[0].ElementType, [shape[0], shape[1] / (block * block), shape[2] * block, shape[3] * block])]
                    : throw call.Problem($"{shape[1]} channels do not make blocks of {block} by {block}");
            },
            DepthToSpace,
            OperationAttribute.Required("blocksize", AttributeKind.Integer),
            OperationAttribute.Text("mode", "DCR")),
        new(
            "SpaceToDepth",
            "input",
            static call =>
            {
                var (shape, block) = Blocks(call);
                return shape[2] % block == 0 && shape[3] % block == 0
                    ? [new(call[0].ElementType, [shape[0], shape[1] * block * block, shape[2] / block, shape[3] / block])]
                    : throw call.Problem($"{shape[2]} by {shape[3]} does not divide into blocks of {block}");
            },
            static (call, inputs) =>
            {
                var ((n, c, h, w), b) = Extents(call);
                return [inputs[0]!.reshape(n, c, h / b, b, w / b, b).permute(0, 3, 5, 1, 2, 4).reshape(n, c * b * b, h / b, w / b)];
            },
            OperationAttribute.Required("blocksize", AttributeKind.Integer)),
    ];

    private static long[] Reshaped(OperationCall call)
    {
        var (shape, count) = (call.Integers("shape"), call[0].Count);
        var rest = shape.Where(static extent => extent >= 0).Aggregate(1L, static (product, extent) => product * extent);
        var open = shape.Count(static extent => extent == -1);
        var fits = shape.All(static extent => extent >= -1) && (open == 0 ? rest == count : open == 1 && rest > 0 && count % rest == 0);
        return fits
            ? [.. shape.Select(extent => extent == -1 ? count / rest : extent)]
            : throw call.Problem($"a value of shape {Shapes.Text(call[0].Shape)} cannot be reshaped to {Shapes.Text(shape)}");
    }

    private static long[] Flattened(OperationCall call)
    {
        var (shape, axis) = (call[0].Shape, call.Integer("axis"));
        var front = axis == call[0].Rank ? call[0].Rank : call.Axis(axis, call[0].Rank);
        return [new GraphType(default, shape[..front]).Count, new GraphType(default, shape[front..]).Count];
    }

    private static long[] Squeezed(OperationCall call)
    {
        var shape = call[0].Shape;
        var axes = call.Axes(call.Integers("axes"), shape.Length);
        return Array.Find(axes, axis => shape[axis] != 1) is var axis && axes.Any(one => shape[one] != 1)
            ? throw call.Problem($"the axis {axis} of {Shapes.Text(shape)} has more than one place")
            : Shapes.Reduce(shape, axes, keep: false);
    }

    private static long[] Unsqueezed(OperationCall call)
    {
        var shape = call[0].Shape;
        var rank = shape.Length + call.Integers("axes").Length;
        var axes = call.Axes(call.Integers("axes"), rank);
        var rest = new Queue<long>(shape);
        return [.. Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : rest.Dequeue())];
    }

    private static int[] Permutation(OperationCall call)
    {
        var axes = call.Axes(call.Integers("perm"), call[0].Rank);
        return axes.Length == call[0].Rank ? axes : throw call.Problem($"{axes.Length} axes do not order {call[0].Rank}");
    }

    private static (long[] Shape, long Block) Blocks(OperationCall call)
    {
        call.RequireRank(0, 4, 4);
        var block = call.Integer("blocksize");
        return block > 0 ? (call[0].Shape, block) : throw call.Problem("blocksize must be positive");
    }

    private static ((long N, long C, long H, long W) Shape, long Block) Extents(OperationCall call)
    {
        var (shape, block) = Blocks(call);
        return ((shape[0], shape[1], shape[2], shape[3]), block);
    }

    private static IReadOnlyList<Tensor> DepthToSpace(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var ((n, c, h, w), b) = Extents(call);
        var channels = c / (b * b);
        var apart = call.Text("mode") switch
        {
            "DCR" => inputs[0]!.reshape(n, b, b, channels, h, w).permute(0, 3, 4, 1, 5, 2),
            "CRD" => inputs[0]!.reshape(n, channels, b, b, h, w).permute(0, 1, 4, 2, 5, 3),
            var other => throw call.Problem($"mode is {other} and must be DCR or CRD"),
        };
        return [apart.reshape(n, channels, h * b, w * b)];
    }
}
