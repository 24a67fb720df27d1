using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>How reductions are made.</content>
public sealed partial class GraphValue
{
    // Sums of whole numbers and of truth values are 64-bit integers.
    private GraphValue Summable(ScalarType? type) => type is not null ? Of(type) : Type.ElementType == GraphElementType.Float32 ? this : Cast(GraphElementType.Int64);

    private GraphValue Without(GraphValue? result) => result is null ? this : throw Problem("a result that is written into another tensor (out) has no form in a graph");

    private GraphValue AsCount() => AsBool().Cast(GraphElementType.Int32);

    private GraphValue Reduce(string operation, long[] dims, bool keepdim)
    {
        long[] axes = [.. dims.Select(axis => (long)Axis(axis)).Order()];
        return Type.Rank == 0
            ? new(this)
            : Apply(operation, [this], new() { { "axes", axes.Length == 0 ? Enumerable.Range(0, Type.Rank).Select(static axis => (long)axis) : axes }, { "keepdims", keepdim } });
    }

    private GraphValue Arg(string operation, long dim, bool keepdim) => Apply(operation, [this], new() { { "axis", Axis(dim) }, { "keepdims", keepdim } });

    private GraphValue Sum(long[] dims, bool keepdim, ScalarType? type) => Summable(type).Reduce("ReduceSum", dims, keepdim);

    private GraphValue Mean(long[] dims, bool keepdim, ScalarType? type)
    {
        var value = Of(type);
        return value.Type.ElementType == GraphElementType.Float32
            ? value.Reduce("ReduceMean", dims, keepdim)
            : throw Problem($"the mean of {value.Type.ElementType} is not defined; convert it to float32 first");
    }

    private GraphValue Norm(long[] dims, bool keepdim, float p) => p switch
    {
        1 => AsFloat().Reduce("ReduceL1", dims, keepdim),
        2 => AsFloat().Reduce("ReduceL2", dims, keepdim),
        float.PositiveInfinity => AsFloat().abs().Reduce("ReduceMax", dims, keepdim),
        float.NegativeInfinity => AsFloat().abs().Reduce("ReduceMin", dims, keepdim),
        0 => AsFloat().ne(0).AsFloat().Reduce("ReduceSum", dims, keepdim),
        _ => AsFloat().abs().pow(p).Reduce("ReduceSum", dims, keepdim).pow(1 / p),
    };

    private GraphValue Variance(long[] dims, bool unbiased, bool keepdim, ScalarType? type)
    {
        var value = Of(type).AsFloat();
        var axes = dims.Length == 0 ? Enumerable.Range(0, Type.Rank).Select(static axis => (long)axis).ToArray() : dims;
        var count = axes.Aggregate(1L, (product, axis) => product * Type.Shape[Axis(axis)]);
        var distance = value.sub(value.Reduce("ReduceMean", axes, keepdim: true));
        var mean = distance.square().Reduce("ReduceMean", axes, keepdim);
        return unbiased ? mean.mul((double)count / (count - 1)) : mean;
    }

    private GraphValue CumSum(long dim) => Apply("CumSum", [this], new() { { "axis", Axis(dim) } });

    private (GraphValue Values, GraphValue Places) TopK(int k, int dim, bool largest, bool sorted)
    {
        var results = ApplyMany("TopK", [this], new() { { "k", k }, { "axis", Axis(dim) }, { "largest", largest }, { "sorted", sorted } });
        return (results[0], results[1]);
    }

    private GraphValue MatMul(GraphValue other)
    {
        var type = ElementTypes.Promote(Weighed, other.Weighed);
        return Apply("MatMul", [Cast(type), other.Cast(type)]);
    }

    private GraphValue Ranked(int rank) => Type.Rank == rank ? this : throw Problem($"the product takes a value of {rank} dimensions");
}
