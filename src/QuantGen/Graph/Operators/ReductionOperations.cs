using static QuantGen.Graph.Operators.Definitions;
using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Operations along axes.</summary>
internal static class ReductionOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        Reduction("ReduceMean", static (x, axes) => x.mean(axes, keepdim: true), isFloat: true),
        Reduction("ReduceSum", static (x, axes) => x.sum(axes, keepdim: true, x.dtype), isFloat: false),
        Reduction("ReduceMax", static (x, axes) => x.amax(axes, keepdim: true), isFloat: false),
        Reduction("ReduceMin", static (x, axes) => x.amin(axes, keepdim: true), isFloat: false),
        Reduction("ReduceProd", Product, isFloat: false),
        Reduction("ReduceL1", static (x, axes) => Norm(x, axes, 1) ?? x.abs().sum(axes, keepdim: true), isFloat: true),
        Reduction("ReduceL2", static (x, axes) => Norm(x, axes, 2) ?? x.square().sum(axes, keepdim: true).sqrt(), isFloat: true),
        Reduction("ReduceLogSumExp", static (x, axes) => axes.Aggregate(x, static (value, axis) => value.logsumexp(axis, keepdim: true)), isFloat: true),
        Arg("ArgMax", static (x, axis, keep) => x.argmax(axis, keep)),
        Arg("ArgMin", static (x, axis, keep) => x.argmin(axis, keep)),
        AlongAxis("Softmax", static (x, axis) => x.softmax(axis)),
        AlongAxis("LogSoftmax", static (x, axis) => x.log_softmax(axis)),
        new(
            "CumSum",
            "x",
            static call =>
            {
                call.Axis(call.Integer("axis"), call[0].Rank);
                return [call[0]];
            },
            CumSum,
            OperationAttribute.Required("axis", AttributeKind.Integer),
            OperationAttribute.Integer("exclusive", 0),
            OperationAttribute.Integer("reverse", 0)),
        new(
            "TopK",
            "X",
            TopKTypes,
            static (call, inputs) =>
            {
                var (values, places) = inputs[0]!.topk((int)call.Integer("k"), call.Axis(call.Integer("axis"), call[0].Rank), call.Flag("largest"), call.Flag("sorted"));
                return [values, places];
            },
            OperationAttribute.Required("k", AttributeKind.Integer),
            OperationAttribute.Integer("axis", -1),
            OperationAttribute.Integer("largest", 1),
            OperationAttribute.Integer("sorted", 1)),
    ];

    private static GraphOperation Reduction(string name, Func<Tensor, long[], Tensor> evaluate, bool isFloat) => new(
        name,
        "data",
        call =>
        {
            if (isFloat)
                call.Require(0, GraphElementType.Float32);
            return [new(call[0].ElementType, Shapes.Reduce(call[0].Shape, Reduced(call), call.Flag("keepdims")))];
        },
        (call, inputs) =>
        {
            var axes = Reduced(call);
            var kept = axes.Length == 0 ? inputs[0]!.alias() : evaluate(inputs[0]!, [.. axes.Select(static axis => (long)axis)]);
            return [kept.reshape(Shapes.Reduce(call[0].Shape, axes, call.Flag("keepdims"))).alias()];
        },
        OperationAttribute.Optional("axes", AttributeKind.Integers),
        OperationAttribute.Integer("keepdims", 1));

    private static Tensor Product(Tensor x, long[] axes) => axes.Length == x.dim()
        ? x.prod(x.dtype)
        : axes.Aggregate(x, static (value, axis) => value.prod(axis, keepdim: true, value.dtype));

    // TorchSharp has norms over one axis and over all.
    private static Tensor? Norm(Tensor x, long[] axes, float power) => axes switch
    {
        _ when axes.Length == x.dim() => x.norm(power),
        [var axis] => x.norm((int)axis, keepdim: true, power),
        _ => null,
    };

    private static int[] Reduced(OperationCall call)
    {
        var axes = call.Axes(call.Integers("axes"), call[0].Rank);
        return axes.Length == 0 ? [.. Enumerable.Range(0, call[0].Rank)] : axes;
    }

    private static GraphOperation Arg(string name, Func<Tensor, long, bool, Tensor> evaluate) => new(
        name,
        "data",
        static call => [new(GraphElementType.Int64, Shapes.Reduce(call[0].Shape, [call.Axis(call.Integer("axis"), call[0].Rank)], call.Flag("keepdims")))],
        (call, inputs) => [evaluate(inputs[0]!, call.Axis(call.Integer("axis"), call[0].Rank), call.Flag("keepdims"))],
        OperationAttribute.Integer("axis", 0),
        OperationAttribute.Integer("keepdims", 1));

    private static GraphOperation AlongAxis(string name, Func<Tensor, long, Tensor> evaluate) => new(
        name,
        "input",
        static call =>
        {
            if (call[0].Rank > 0)
                call.Axis(call.Integer("axis"), call[0].Rank);
            return [Float(call)];
        },
        (call, inputs) => [evaluate(inputs[0]!, call.Integer("axis"))],
        OperationAttribute.Integer("axis", -1));

    private static IReadOnlyList<Tensor> CumSum(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var axis = call.Axis(call.Integer("axis"), call[0].Rank);
        var values = call.Flag("reverse") ? inputs[0]!.flip(axis) : inputs[0]!;
        var sums = values.cumsum(axis, values.dtype);
        var shifted = call.Flag("exclusive") ? sums - values : sums;
        return [call.Flag("reverse") ? shifted.flip(axis) : shifted];
    }

    private static IReadOnlyList<GraphType> TopKTypes(OperationCall call)
    {
        var (axis, k) = (call.Axis(call.Integer("axis"), call[0].Rank), call.Integer("k"));
        if (k < 0 || k > call[0].Shape[axis])
            throw call.Problem($"axis {axis} of {Shapes.Text(call[0].Shape)} has no {k} places");

        var shape = Shapes.With(call[0].Shape, axis, k);
        return [new(call[0].ElementType, shape), new(GraphElementType.Int64, shape)];
    }
}
