using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Other extents, the same elements.</content>
public static partial class GraphTorch
{
    /// <inheritdoc cref="torch.broadcast_to(Tensor, long[])"/>
    public static GraphValue broadcast_to(GraphValue input, params long[] shape) => input.broadcast_to(shape);

    /// <inheritdoc cref="torch.flatten(Tensor, long, long)"/>
    public static GraphValue flatten(GraphValue input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);

    /// <inheritdoc cref="torch.flip(Tensor, long[])"/>
    public static GraphValue flip(GraphValue input, params long[] dims) => input.flip(dims);

    /// <inheritdoc cref="torch.fliplr(Tensor)"/>
    public static GraphValue fliplr(GraphValue input) => input.fliplr();

    /// <inheritdoc cref="torch.flipud(Tensor)"/>
    public static GraphValue flipud(GraphValue input) => input.flipud();

    /// <inheritdoc cref="torch.moveaxis(Tensor, long[], long[])"/>
    public static GraphValue moveaxis(GraphValue input, long[] source, long[] destination) => input.moveaxis(source, destination);

    /// <inheritdoc cref="torch.movedim(Tensor, long[], long[])"/>
    public static GraphValue movedim(GraphValue input, long[] source, long[] destination) => input.movedim(source, destination);

    /// <inheritdoc cref="torch.permute(Tensor, long[])"/>
    public static GraphValue permute(GraphValue input, params long[] permutation) => input.permute(permutation);

    /// <inheritdoc cref="torch.ravel(Tensor)"/>
    public static GraphValue ravel(GraphValue input) => input.ravel();

    /// <inheritdoc cref="torch.repeat_interleave(Tensor, long, long?, long?)"/>
    public static GraphValue repeat_interleave(GraphValue input, long repeats, long? dim = null, long? output_size = null) => input.repeat_interleave(repeats, dim, output_size);

    /// <inheritdoc cref="torch.reshape(Tensor, long[])"/>
    public static GraphValue reshape(GraphValue input, params long[] shape) => input.reshape(shape);

    /// <inheritdoc cref="torch.roll(Tensor, ValueTuple{long, long}, ValueTuple{long, long})"/>
    public static GraphValue roll(GraphValue input, (long, long) shifts, (long, long) dims) => input.roll(shifts, dims);

    /// <inheritdoc cref="torch.roll(Tensor, ValueTuple{long, long, long}, ValueTuple{long, long, long})"/>
    public static GraphValue roll(GraphValue input, (long, long, long) shifts, (long, long, long) dims) => input.roll(shifts, dims);

    /// <inheritdoc cref="torch.roll(Tensor, ReadOnlySpan{long}, ReadOnlySpan{long})"/>
    public static GraphValue roll(GraphValue input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => input.roll(shifts, dims);

    /// <inheritdoc cref="torch.roll(Tensor, long, long?)"/>
    public static GraphValue roll(GraphValue input, long shifts, long? dims = null) => input.roll(shifts, dims);

    /// <inheritdoc cref="torch.roll(Tensor, long[], long[])"/>
    public static GraphValue roll(GraphValue input, long[] shifts, long[] dims) => input.roll(shifts, dims);

    /// <inheritdoc cref="torch.squeeze(Tensor, long?)"/>
    public static GraphValue squeeze(GraphValue input, long? dim = null) => input.squeeze(dim);

    /// <inheritdoc cref="torch.swapaxes(Tensor, long, long)"/>
    public static GraphValue swapaxes(GraphValue input, long axis0, long axis1) => input.swapaxes(axis0, axis1);

    /// <inheritdoc cref="torch.swapdims(Tensor, long, long)"/>
    public static GraphValue swapdims(GraphValue input, long dim0, long dim1) => input.swapdims(dim0, dim1);

    /// <inheritdoc cref="torch.t(Tensor)"/>
    public static GraphValue t(GraphValue input) => input.t();

    /// <inheritdoc cref="torch.tile(Tensor, long[])"/>
    public static GraphValue tile(GraphValue input, long[] dims) => input.tile(dims);

    /// <inheritdoc cref="torch.transpose(Tensor, long, long)"/>
    public static GraphValue transpose(GraphValue input, long dim0, long dim1) => input.transpose(dim0, dim1);

    /// <inheritdoc cref="torch.tril(Tensor, long)"/>
    public static GraphValue tril(GraphValue input, long diagonal = 0) => input.tril(diagonal);

    /// <inheritdoc cref="torch.triu(Tensor, long)"/>
    public static GraphValue triu(GraphValue input, long diagonal = 0) => input.triu(diagonal);

    /// <inheritdoc cref="torch.unflatten(Tensor, long, long[])"/>
    public static GraphValue unflatten(GraphValue input, long dim, params long[] sizes) => input.unflatten(dim, sizes);

    /// <inheritdoc cref="torch.unflatten(Tensor, long, Size)"/>
    public static GraphValue unflatten(GraphValue input, long dim, Size sizes) => input.unflatten(dim, sizes);

    /// <inheritdoc cref="torch.unsqueeze(Tensor, long)"/>
    public static GraphValue unsqueeze(GraphValue input, long dim) => input.unsqueeze(dim);

    /// <inheritdoc cref="torch.moveaxis(Tensor, long, long)"/>
    public static GraphValue moveaxis(GraphValue input, long source, long destination) => input.moveaxis([source], [destination]);

    /// <inheritdoc cref="torch.movedim(Tensor, long, long)"/>
    public static GraphValue movedim(GraphValue input, long source, long destination) => input.movedim([source], [destination]);
}
