using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Parts of a value.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.select(long, long)"/>
    public GraphValue select(long dim, long index) => Select(dim, index);

    /// <inheritdoc cref="Tensor.narrow(long, long, long)"/>
    public GraphValue narrow(long dim, long start, long length) => Slice(dim, start, start + length, 1);

    /// <inheritdoc cref="Tensor.slice(long, long, long, long)"/>
    public GraphValue slice(long dim, long start, long finish, long step) => Slice(dim, start, finish, step);

    /// <inheritdoc cref="Tensor.chunk(long, long)"/>
    public GraphValue[] chunk(long chunks, long dim = 0) => Chunk(chunks, dim);

    /// <inheritdoc cref="Tensor.split(long, int)"/>
    public GraphValue[] split(long size, int dim = 0) => SplitEvery(size, dim);

    /// <inheritdoc cref="Tensor.split(long[], long)"/>
    public GraphValue[] split(long[] sizes, long dim = 0) => Split(sizes, dim);

    /// <inheritdoc cref="Tensor.split(ReadOnlySpan{long}, long)"/>
    public GraphValue[] split(ReadOnlySpan<long> sizes, long dim = 0) => Split(sizes.ToArray(), dim);

    /// <inheritdoc cref="Tensor.split(long[])"/>
    public GraphValue[] split(params long[] sizes) => Split(sizes, 0);

    /// <inheritdoc cref="Tensor.tensor_split(long, long)"/>
    public GraphValue[] tensor_split(long size, long dim = 0) => SplitInto(size, dim);

    /// <inheritdoc cref="Tensor.tensor_split(long[], long)"/>
    public GraphValue[] tensor_split(long[] sizes, long dim = 0) => SplitAt(sizes, dim);

    /// <inheritdoc cref="Tensor.unbind(long)"/>
    public GraphValue[] unbind(long dimension = 0) => Unbind(dimension);

    /// <inheritdoc cref="Tensor.index(TensorIndex[])"/>
    public GraphValue index(params TensorIndex[] indices) => Index(indices);

    /// <inheritdoc cref="Tensor.index_select(long, Tensor)"/>
    public GraphValue index_select(long dim, GraphValue index) => Apply("Gather", [this, index.AsIndices()], new() { { "axis", Axis(dim) } });

    /// <inheritdoc cref="Tensor.gather(long, Tensor)"/>
    public GraphValue gather(long dim, GraphValue index) => Apply("GatherElements", [this, index.AsIndices()], new() { { "axis", Axis(dim) } });

    /// <inheritdoc cref="Tensor.diagonal(long, long, long)"/>
    public GraphValue diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Diagonal(offset, dim1, dim2);
}
