using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Other extents, the same elements.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.view(long[])"/>
    public GraphValue view(params long[] shape) => Reshape(shape);

    /// <inheritdoc cref="Tensor.view_as(Tensor)"/>
    public GraphValue view_as(GraphValue other) => Reshape(other.shape);

    /// <inheritdoc cref="Tensor.reshape(long[])"/>
    public GraphValue reshape(params long[] shape) => Reshape(shape);

    /// <inheritdoc cref="Tensor.flatten(long, long)"/>
    public GraphValue flatten(long start_dim = 0, long end_dim = -1) => Flatten(start_dim, end_dim);

    /// <inheritdoc cref="Tensor.unflatten(long, long[])"/>
    public GraphValue unflatten(long dim, params long[] sizes) => Unflatten(dim, sizes);

    /// <inheritdoc cref="Tensor.unflatten(long, Size)"/>
    public GraphValue unflatten(long dim, Size sizes) => Unflatten(dim, [.. sizes]);

    /// <inheritdoc cref="Tensor.ravel()"/>
    public GraphValue ravel() => Reshape([-1]);

    /// <inheritdoc cref="Tensor.permute(long[])"/>
    public GraphValue permute(params long[] permutation) => Permute(permutation);

    /// <inheritdoc cref="Tensor.permute(IEnumerable{long})"/>
    public GraphValue permute(IEnumerable<long> permutation) => Permute([.. permutation]);

    /// <inheritdoc cref="Tensor.transpose(long, long)"/>
    public GraphValue transpose(long dim0, long dim1) => Swap(dim0, dim1);

    /// <inheritdoc cref="Tensor.swapaxes(long, long)"/>
    public GraphValue swapaxes(long dim0, long dim1) => Swap(dim0, dim1);

    /// <inheritdoc cref="Tensor.swapdims(long, long)"/>
    public GraphValue swapdims(long dim0, long dim1) => Swap(dim0, dim1);

    /// <inheritdoc cref="Tensor.movedim(long[], long[])"/>
    public GraphValue movedim(long[] source, long[] destination) => Move(source, destination);

    /// <inheritdoc cref="Tensor.moveaxis(long[], long[])"/>
    public GraphValue moveaxis(long[] source, long[] destination) => Move(source, destination);

    /// <inheritdoc cref="Tensor.t()"/>
    public GraphValue t() => Type.Rank < 2 ? this : Type.Rank == 2 ? Swap(0, 1) : throw Problem("t() takes two dimensions at most");

    /// <inheritdoc cref="Tensor.squeeze(long?)"/>
    public GraphValue squeeze(long? dim = null) => Squeeze(dim);

    /// <inheritdoc cref="Tensor.unsqueeze(long)"/>
    public GraphValue unsqueeze(long dim) => Unsqueeze(dim);

    /// <inheritdoc cref="Tensor.expand(long[])"/>
    public GraphValue expand(params long[] sizes) => Expand(sizes);

    /// <inheritdoc cref="Tensor.expand(long[], bool)"/>
    public GraphValue expand(long[] sizes, bool isImplicit = false) => Expand(sizes);

    /// <inheritdoc cref="Tensor.expand(ReadOnlySpan{long}, bool)"/>
    public GraphValue expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Expand(sizes.ToArray());

    /// <inheritdoc cref="Tensor.expand(Size, bool)"/>
    public GraphValue expand(Size sizes, bool isImplicit = false) => Expand([.. sizes]);

    /// <inheritdoc cref="Tensor.expand_as(Tensor)"/>
    public GraphValue expand_as(GraphValue other) => Expand(other.shape);

    /// <inheritdoc cref="Tensor.broadcast_to(long[])"/>
    public GraphValue broadcast_to(params long[] shape) => Expand(shape);

    /// <inheritdoc cref="Tensor.repeat(long[])"/>
    public GraphValue repeat(params long[] sizes) => Repeat(sizes);

    /// <inheritdoc cref="Tensor.tile(long[])"/>
    public GraphValue tile(long[] reps) => Repeat(reps);

    /// <inheritdoc cref="Tensor.repeat_interleave(long, long?, long?)"/>
    public GraphValue repeat_interleave(long repeats, long? dim = null, long? output_size = null) => RepeatInterleave(repeats, dim);

    /// <inheritdoc cref="Tensor.flip(long[])"/>
    public GraphValue flip(params long[] dims) => Flip(dims);

    /// <inheritdoc cref="Tensor.fliplr()"/>
    public GraphValue fliplr() => Flip([1]);

    /// <inheritdoc cref="Tensor.flipud()"/>
    public GraphValue flipud() => Flip([0]);

    /// <inheritdoc cref="Tensor.roll(long, long?)"/>
    public GraphValue roll(long shifts, long? dims = null) => dims is { } dim ? Roll([shifts], [dim]) : RollFlat(shifts);

    /// <inheritdoc cref="Tensor.roll(long[], long[])"/>
    public GraphValue roll(long[] shifts, long[] dims) => Roll(shifts, dims);

    /// <inheritdoc cref="Tensor.roll(ValueTuple{long, long}, ValueTuple{long, long})"/>
    public GraphValue roll((long, long) shifts, (long, long) dims) => Roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

    /// <inheritdoc cref="Tensor.roll(ValueTuple{long, long, long}, ValueTuple{long, long, long})"/>
    public GraphValue roll((long, long, long) shifts, (long, long, long) dims) => Roll([shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);

    /// <inheritdoc cref="Tensor.roll(ReadOnlySpan{long}, ReadOnlySpan{long})"/>
    public GraphValue roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Roll(shifts.ToArray(), dims.ToArray());

    /// <inheritdoc cref="Tensor.tril(long)"/>
    public GraphValue tril(long diagonal = 0) => Apply("Trilu", [this], new() { { "upper", 0L }, { "k", diagonal } });

    /// <inheritdoc cref="Tensor.triu(long)"/>
    public GraphValue triu(long diagonal = 0) => Apply("Trilu", [this], new() { { "upper", 1L }, { "k", diagonal } });
}
