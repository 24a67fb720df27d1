using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Operations that join, part, pick and repeat.</summary>
internal static class SelectionOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        new("Concat", "inputs...", ConcatType, static (call, inputs) => [cat([.. inputs.Select(static input => input!)], call.Axis(call.Integer("axis"), call[0].Rank))], OperationAttribute.Required("axis", AttributeKind.Integer)),
        new("Split", "input", SplitTypes, SplitParts, OperationAttribute.Integer("axis", 0), OperationAttribute.Required("split", AttributeKind.Integers)),
        new(
            "Slice",
            "data",
            static call => [new(call[0].ElementType, [.. SlicedAxis.Of(call).Select(static axis => axis.Count)])],
            static (call, inputs) => [Slice(SlicedAxis.Of(call), inputs[0]!)],
            OperationAttribute.Required("starts", AttributeKind.Integers),
            OperationAttribute.Required("ends", AttributeKind.Integers),
            OperationAttribute.Optional("axes", AttributeKind.Integers),
            OperationAttribute.Optional("steps", AttributeKind.Integers)),
        new("Gather", "data indices", GatherType, Gather, OperationAttribute.Integer("axis", 0)),
        new("GatherElements", "data indices", GatherElementsType, GatherElements, OperationAttribute.Integer("axis", 0)),
        new(
            "Expand",
            "input",
            static call => [new(call[0].ElementType, Expanded(call))],
            static (call, inputs) => [inputs[0]!.expand(Expanded(call))],
            OperationAttribute.Required("shape", AttributeKind.Integers)),
        new("Tile", "input", TileType, static (call, inputs) => [inputs[0]!.repeat(call.Integers("repeats"))], OperationAttribute.Required("repeats", AttributeKind.Integers)),
        new(
            "Pad",
            "data",
            static call => [new(call[0].ElementType, [.. PaddedAxis.Of(call).Select(static axis => axis.Total)])],
            static (call, inputs) => [PaddedAxis.Pad(call, inputs[0]!)],
            OperationAttribute.Required("pads", AttributeKind.Integers),
            OperationAttribute.Text("mode", "constant"),
            OperationAttribute.Float("value", 0)),
        new(
            "Trilu",
            "input",
            static call =>
            {
                call.RequireRank(0, 2);
                return [call[0]];
            },
            static (call, inputs) => [call.Flag("upper") ? inputs[0]!.triu(call.Integer("k")) : inputs[0]!.tril(call.Integer("k"))],
            OperationAttribute.Integer("upper", 1),
            OperationAttribute.Integer("k", 0)),
    ];

    private static IReadOnlyList<GraphType> ConcatType(OperationCall call)
    {
        var axis = call.Axis(call.Integer("axis"), call[0].Rank);
        foreach (var type in call.All)
        {
            if (type.ElementType != call[0].ElementType || type.Rank != call[0].Rank || !Shapes.With(type.Shape, axis, 0).AsSpan().SequenceEqual(Shapes.With(call[0].Shape, axis, 0)))
                throw call.Problem($"{string.Join(" and ", call.All)} do not go together along axis {axis}");
        }

        return [new(call[0].ElementType, Shapes.With(call[0].Shape, axis, call.All.Sum(type => type.Shape[axis])))];
    }

    private static IReadOnlyList<GraphType> SplitTypes(OperationCall call)
    {
        var (axis, sizes) = (call.Axis(call.Integer("axis"), call[0].Rank), call.Integers("split"));
        return sizes.Length > 0 && sizes.All(static size => size >= 0) && sizes.Sum() == call[0].Shape[axis]
            ? [.. sizes.Select(size => new GraphType(call[0].ElementType, Shapes.With(call[0].Shape, axis, size)))]
            : throw call.Problem($"axis {axis} of {Shapes.Text(call[0].Shape)} does not split into {string.Join(" + ", sizes)}");
    }

    private static Tensor[] SplitParts(OperationCall call, IReadOnlyList<Tensor?> inputs) =>
        inputs[0]!.split(call.Integers("split"), call.Axis(call.Integer("axis"), call[0].Rank));

    private static Tensor Slice(IReadOnlyList<SlicedAxis> axes, Tensor input)
    {
        var result = input;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            var (start, count, step) = axes[axis];
            if (start == 0 && count == input.size(axis) && step == 1)
                continue;

            result = step > 0
                ? result.slice(axis, start, count == 0 ? start : start + ((count - 1) * step) + 1, step)
                : result.index_select(axis, arange(count, dtype: ScalarType.Int64).mul(step).add(start));
        }

        return ReferenceEquals(result, input) ? input.alias() : result;
    }

    private static IReadOnlyList<GraphType> GatherType(OperationCall call)
    {
        RequireIndices(call);
        var axis = call.Axis(call.Integer("axis"), call[0].Rank);
        return [new(call[0].ElementType, [.. call[0].Shape[..axis], .. call[1].Shape, .. call[0].Shape[(axis + 1)..]])];
    }

    private static IReadOnlyList<Tensor> Gather(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var axis = call.Axis(call.Integer("axis"), call[0].Rank);
        var picked = inputs[0]!.index_select(axis, Places(inputs[1]!, call[0].Shape[axis]).flatten());
        return [picked.reshape(GatherType(call)[0].Shape).alias()];
    }

    private static IReadOnlyList<GraphType> GatherElementsType(OperationCall call)
    {
        RequireIndices(call);
        var axis = call.Axis(call.Integer("axis"), call[0].Rank);
        var fits = call[1].Rank == call[0].Rank && Enumerable.Range(0, call[0].Rank).All(i => i == axis || call[1].Shape[i] <= call[0].Shape[i]);
        return fits
            ? [new(call[0].ElementType, call[1].Shape)]
            : throw call.Problem($"indices of shape {Shapes.Text(call[1].Shape)} do not pick from {Shapes.Text(call[0].Shape)} along axis {axis}");
    }

    private static IReadOnlyList<Tensor> GatherElements(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var axis = call.Axis(call.Integer("axis"), call[0].Rank);
        return [inputs[0]!.gather(axis, Places(inputs[1]!, call[0].Shape[axis]))];
    }

    private static void RequireIndices(OperationCall call)
    {
        if (call[1].ElementType is not (GraphElementType.Int64 or GraphElementType.Int32))
            throw call.Problem($"indices are {call[1].ElementType} and must be Int64 or Int32");
    }

    // Places below zero count from the end.
    private static Tensor Places(Tensor indices, long extent)
    {
        var places = indices.to(ScalarType.Int64);
        return where(places.lt(0), places + extent, places);
    }

    private static long[] Expanded(OperationCall call) => Shapes.Broadcast(call[0].Shape, call.Integers("shape"))
        ?? throw call.Problem($"{Shapes.Text(call[0].Shape)} does not expand to {Shapes.Text(call.Integers("shape"))}");

    private static IReadOnlyList<GraphType> TileType(OperationCall call)
    {
        var repeats = call.Integers("repeats", call[0].Rank, 1);
        return [new(call[0].ElementType, [.. call[0].Shape.Zip(repeats, static (extent, count) => extent * count)])];
    }
}
