using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Reductions.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.sum(ScalarType?)"/>
    public GraphValue sum(ScalarType? type = null) => Sum([], false, type);

    /// <inheritdoc cref="Tensor.sum(long, bool, ScalarType?)"/>
    public GraphValue sum(long dim, bool keepdim = false, ScalarType? type = null) => Sum([dim], keepdim, type);

    /// <inheritdoc cref="Tensor.sum(long, long, bool, ScalarType?)"/>
    public GraphValue sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => Sum([dim0, dim1], keepdim, type);

    /// <inheritdoc cref="Tensor.sum(long, long, long, bool, ScalarType?)"/>
    public GraphValue sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => Sum([dim0, dim1, dim2], keepdim, type);

    /// <inheritdoc cref="Tensor.sum(long[], bool, ScalarType?)"/>
    public GraphValue sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Sum(dim, keepdim, type);

    /// <inheritdoc cref="Tensor.sum(ReadOnlySpan{long}, bool, ScalarType?)"/>
    public GraphValue sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Sum(dim.ToArray(), keepdim, type);

    /// <inheritdoc cref="Tensor.mean()"/>
    public GraphValue mean() => Mean([], false, null);

    /// <inheritdoc cref="Tensor.mean(long[], bool, ScalarType?)"/>
    public GraphValue mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Mean(dimensions, keepdim, type);

    /// <inheritdoc cref="Tensor.prod(ScalarType?)"/>
    public GraphValue prod(ScalarType? type = null) => Summable(type).Reduce("ReduceProd", [], false);

    /// <inheritdoc cref="Tensor.prod(long, bool, ScalarType?)"/>
    public GraphValue prod(long dim, bool keepdim = false, ScalarType? type = null) => Summable(type).Reduce("ReduceProd", [dim], keepdim);

    /// <inheritdoc cref="Tensor.amax(long[])"/>
    public GraphValue amax(params long[] dims) => Reduce("ReduceMax", dims, false);

    /// <inheritdoc cref="Tensor.amin(long[])"/>
    public GraphValue amin(params long[] dims) => Reduce("ReduceMin", dims, false);

    /// <inheritdoc cref="Tensor.amax(long[], bool, Tensor)"/>
    public GraphValue amax(long[] dims, bool keepdim = false, GraphValue? @out = null) => Without(@out).Reduce("ReduceMax", dims, keepdim);

    /// <inheritdoc cref="Tensor.amin(long[], bool, Tensor)"/>
    public GraphValue amin(long[] dims, bool keepdim = false, GraphValue? @out = null) => Without(@out).Reduce("ReduceMin", dims, keepdim);

    /// <inheritdoc cref="Tensor.amax(ReadOnlySpan{long}, bool, Tensor)"/>
    public GraphValue amax(ReadOnlySpan<long> dims, bool keepdim = false, GraphValue? @out = null) => Without(@out).Reduce("ReduceMax", dims.ToArray(), keepdim);

    /// <inheritdoc cref="Tensor.amin(ReadOnlySpan{long}, bool, Tensor)"/>
    public GraphValue amin(ReadOnlySpan<long> dims, bool keepdim = false, GraphValue? @out = null) => Without(@out).Reduce("ReduceMin", dims.ToArray(), keepdim);

    /// <inheritdoc cref="Tensor.std(ReadOnlySpan{long}, bool, bool, ScalarType?)"/>
    public GraphValue std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance(dimensions.ToArray(), unbiased, keepdim, type).sqrt();

    /// <inheritdoc cref="Tensor.var(ReadOnlySpan{long}, bool, bool, ScalarType?)"/>
    public GraphValue var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance(dimensions.ToArray(), unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.max()"/>
    public GraphValue max() => Reduce("ReduceMax", [], false);

    /// <inheritdoc cref="Tensor.min()"/>
    public GraphValue min() => Reduce("ReduceMin", [], false);

    /// <inheritdoc cref="Tensor.max(long, bool)"/>
    public (GraphValue values, GraphValue indexes) max(long dim, bool keepdim = false) => (Reduce("ReduceMax", [dim], keepdim), Arg("ArgMax", dim, keepdim));

    /// <inheritdoc cref="Tensor.min(long, bool)"/>
    public (GraphValue values, GraphValue indexes) min(long dim, bool keepdim = false) => (Reduce("ReduceMin", [dim], keepdim), Arg("ArgMin", dim, keepdim));

    /// <inheritdoc cref="Tensor.argmax()"/>
    public GraphValue argmax() => Reshape([-1]).Arg("ArgMax", 0, false);

    /// <inheritdoc cref="Tensor.argmax(long, bool)"/>
    public GraphValue argmax(long dim, bool keepdim = false) => Arg("ArgMax", dim, keepdim);

    /// <inheritdoc cref="Tensor.argmin()"/>
    public GraphValue argmin() => Reshape([-1]).Arg("ArgMin", 0, false);

    /// <inheritdoc cref="Tensor.argmin(long, bool)"/>
    public GraphValue argmin(long dim, bool keepdim = false) => Arg("ArgMin", dim, keepdim);

    /// <inheritdoc cref="Tensor.norm(float)"/>
    public GraphValue norm(float p = 2) => Norm([], false, p);

    /// <inheritdoc cref="Tensor.norm(int, bool, float)"/>
    public GraphValue norm(int dim, bool keepdim = false, float p = 2) => Norm([dim], keepdim, p);

    /// <inheritdoc cref="Tensor.std(bool)"/>
    public GraphValue std(bool unbiased = true) => Variance([], unbiased, false, null).sqrt();

    /// <inheritdoc cref="Tensor.std(long, bool, bool, ScalarType?)"/>
    public GraphValue std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance([dim], unbiased, keepdim, type).sqrt();

    /// <inheritdoc cref="Tensor.std(long[], bool, bool, ScalarType?)"/>
    public GraphValue std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance(dimensions, unbiased, keepdim, type).sqrt();

    /// <inheritdoc cref="Tensor.std(ValueTuple{long, long}, bool, bool, ScalarType?)"/>
    public GraphValue std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance([dim.Item1, dim.Item2], unbiased, keepdim, type).sqrt();

    /// <inheritdoc cref="Tensor.std(ValueTuple{long, long, long}, bool, bool, ScalarType?)"/>
    public GraphValue std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type).sqrt();

    /// <inheritdoc cref="Tensor.var(bool)"/>
    public GraphValue var(bool unbiased = true) => Variance([], unbiased, false, null);

    /// <inheritdoc cref="Tensor.var(long, bool, bool, ScalarType?)"/>
    public GraphValue var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance([dim], unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.var(long[], bool, bool, ScalarType?)"/>
    public GraphValue var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.var(ValueTuple{long, long}, bool, bool, ScalarType?)"/>
    public GraphValue var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance([dim.Item1, dim.Item2], unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.var(ValueTuple{long, long, long}, bool, bool, ScalarType?)"/>
    public GraphValue var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Variance([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);

    /// <inheritdoc cref="Tensor.logsumexp(long, bool)"/>
    public GraphValue logsumexp(long dim, bool keepdim = false) => Reduce("ReduceLogSumExp", [dim], keepdim);

    /// <inheritdoc cref="Tensor.any()"/>
    public GraphValue any() => AsCount().Reduce("ReduceMax", [], false).AsBool();

    /// <inheritdoc cref="Tensor.any(long, bool)"/>
    public GraphValue any(long dim, bool keepdim = false) => AsCount().Reduce("ReduceMax", [dim], keepdim).AsBool();

    /// <inheritdoc cref="Tensor.all()"/>
    public GraphValue all() => AsCount().Reduce("ReduceMin", [], false).AsBool();

    /// <inheritdoc cref="Tensor.all(long, bool)"/>
    public GraphValue all(long dim, bool keepdim = false) => AsCount().Reduce("ReduceMin", [dim], keepdim).AsBool();

    /// <inheritdoc cref="Tensor.cumsum(long, ScalarType?)"/>
    public GraphValue cumsum(long dim, ScalarType? type = null) => Summable(type).CumSum(dim);

    /// <inheritdoc cref="Tensor.topk(int, int, bool, bool)"/>
    public (GraphValue values, GraphValue indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => TopK(k, dim, largest, sorted);
}
