using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Reductions.</content>
public static partial class GraphTorch
{
    /// <inheritdoc cref="torch.max(Tensor, long, bool)"/>
    public static (GraphValue values, GraphValue indexes) max(GraphValue input, long dim, bool keepdim = false) => input.max(dim, keepdim);

    /// <inheritdoc cref="torch.max(Tensor)"/>
    public static GraphValue max(GraphValue input) => input.max();

    /// <inheritdoc cref="torch.min(Tensor, long, bool)"/>
    public static (GraphValue values, GraphValue indexes) min(GraphValue input, long dim, bool keepdim = false) => input.min(dim, keepdim);

    /// <inheritdoc cref="torch.min(Tensor)"/>
    public static GraphValue min(GraphValue input) => input.min();

    /// <inheritdoc cref="torch.topk(Tensor, int, int, bool, bool)"/>
    public static (GraphValue values, GraphValue indices) topk(GraphValue tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => tensor.topk(k, dim, largest, sorted);

    /// <inheritdoc cref="torch.all(Tensor)"/>
    public static GraphValue all(GraphValue input) => input.all();

    /// <inheritdoc cref="torch.all(Tensor, long, bool)"/>
    public static GraphValue all(GraphValue input, long dim, bool keepdim = false) => input.all(dim, keepdim);

    /// <inheritdoc cref="torch.amax(Tensor, ReadOnlySpan{long}, bool, Tensor)"/>
    public static GraphValue amax(GraphValue input, ReadOnlySpan<long> dims, bool keepdim = false, GraphValue? @out = null) => input.amax(dims, keepdim, @out);

    /// <inheritdoc cref="torch.amax(Tensor, long[])"/>
    public static GraphValue amax(GraphValue input, long[] dims) => input.amax(dims);

    /// <inheritdoc cref="torch.amax(Tensor, long[], bool, Tensor)"/>
    public static GraphValue amax(GraphValue input, long[] dims, bool keepdim = false, GraphValue? @out = null) => input.amax(dims, keepdim, @out);

    /// <inheritdoc cref="torch.amin(Tensor, ReadOnlySpan{long}, bool, Tensor)"/>
    public static GraphValue amin(GraphValue input, ReadOnlySpan<long> dims, bool keepdim = false, GraphValue? @out = null) => input.amin(dims, keepdim, @out);

    /// <inheritdoc cref="torch.amin(Tensor, long[], bool, Tensor)"/>
    public static GraphValue amin(GraphValue input, long[] dims, bool keepdim = false, GraphValue? @out = null) => input.amin(dims, keepdim, @out);

    /// <inheritdoc cref="torch.any(Tensor)"/>
    public static GraphValue any(GraphValue input) => input.any();

    /// <inheritdoc cref="torch.any(Tensor, long, bool)"/>
    public static GraphValue any(GraphValue input, long dim, bool keepdim = false) => input.any(dim, keepdim);

    /// <inheritdoc cref="torch.argmax(Tensor)"/>
    public static GraphValue argmax(GraphValue input) => input.argmax();

    /// <inheritdoc cref="torch.argmax(Tensor, long, bool)"/>
    public static GraphValue argmax(GraphValue input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);

    /// <inheritdoc cref="torch.argmin(Tensor)"/>
    public static GraphValue argmin(GraphValue input) => input.argmin();

    /// <inheritdoc cref="torch.argmin(Tensor, long, bool)"/>
    public static GraphValue argmin(GraphValue input, long dim, bool keepdim = false) => input.argmin(dim, keepdim);

    /// <inheritdoc cref="torch.cumsum(Tensor, long, ScalarType?)"/>
    public static GraphValue cumsum(GraphValue input, long dim, ScalarType? type = null) => input.cumsum(dim, type);

    /// <inheritdoc cref="torch.logsumexp(Tensor, long, bool)"/>
    public static GraphValue logsumexp(GraphValue input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);

    /// <inheritdoc cref="torch.mean(Tensor)"/>
    public static GraphValue mean(GraphValue input) => input.mean();

    /// <inheritdoc cref="torch.mean(Tensor, long[], bool, ScalarType?)"/>
    public static GraphValue mean(GraphValue input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => input.mean(dimensions, keepdim, type);

    /// <inheritdoc cref="torch.norm(Tensor, float)"/>
    public static GraphValue norm(GraphValue input, float p = 2) => input.norm(p);

    /// <inheritdoc cref="torch.norm(Tensor, int, bool, float)"/>
    public static GraphValue norm(GraphValue input, int dimension, bool keepdim = false, float p = 2) => input.norm(dimension, keepdim, p);

    /// <inheritdoc cref="torch.prod(Tensor, long, bool, ScalarType?)"/>
    public static GraphValue prod(GraphValue input, long dim, bool keepdim = false, ScalarType? type = null) => input.prod(dim, keepdim, type);

    /// <inheritdoc cref="torch.prod(Tensor, ScalarType?)"/>
    public static GraphValue prod(GraphValue input, ScalarType? type = null) => input.prod(type);

    /// <inheritdoc cref="torch.std(Tensor, ValueTuple{long, long}, bool, bool, ScalarType?)"/>
    public static GraphValue std(GraphValue input, (long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="torch.std(Tensor, ValueTuple{long, long, long}, bool, bool, ScalarType?)"/>
    public static GraphValue std(GraphValue input, (long, long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        input.std(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="torch.std(Tensor, bool)"/>
    public static GraphValue std(GraphValue input, bool unbiased = true) => input.std(unbiased);

    /// <inheritdoc cref="torch.std(Tensor, long, bool, bool, ScalarType?)"/>
    public static GraphValue std(GraphValue input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="torch.std(Tensor, long[], bool, bool, ScalarType?)"/>
    public static GraphValue std(GraphValue input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="torch.sum(Tensor, ReadOnlySpan{long}, bool, ScalarType?)"/>
    public static GraphValue sum(GraphValue input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);

    /// <inheritdoc cref="torch.sum(Tensor, long, bool, ScalarType?)"/>
    public static GraphValue sum(GraphValue input, long dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);

    /// <inheritdoc cref="torch.sum(Tensor, ScalarType?)"/>
    public static GraphValue sum(GraphValue input, ScalarType? type = null) => input.sum(type);

    /// <inheritdoc cref="torch.var(Tensor, ValueTuple{long, long}, bool, bool, ScalarType?)"/>
    public static GraphValue var(GraphValue input, (long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="torch.var(Tensor, ValueTuple{long, long, long}, bool, bool, ScalarType?)"/>
    public static GraphValue var(GraphValue input, (long, long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        input.var(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="torch.var(Tensor, bool)"/>
    public static GraphValue var(GraphValue input, bool unbiased = true) => input.var(unbiased);

    /// <inheritdoc cref="torch.var(Tensor, long, bool, bool, ScalarType?)"/>
    public static GraphValue var(GraphValue input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="torch.var(Tensor, long[], bool, bool, ScalarType?)"/>
    public static GraphValue var(GraphValue input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);

    /// <inheritdoc cref="torch.norm(Tensor)"/>
    public static GraphValue norm(GraphValue input) => input.norm();
}
