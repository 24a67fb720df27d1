using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Parts of a value.</content>
public static partial class GraphTorch
{
    /// <inheritdoc cref="torch.diagonal(Tensor, long, long, long)"/>
    public static GraphValue diagonal(GraphValue input, long offset = 0, long dim1 = 0, long dim2 = 1) => input.diagonal(offset, dim1, dim2);

    /// <inheritdoc cref="torch.gather(Tensor, long, Tensor)"/>
    public static GraphValue gather(GraphValue input, long dim, GraphValue index) => input.gather(dim, index);

    /// <inheritdoc cref="torch.index_select(Tensor, long, Tensor)"/>
    public static GraphValue index_select(GraphValue input, long dim, GraphValue index) => input.index_select(dim, index);

    /// <inheritdoc cref="torch.narrow(Tensor, long, long, long)"/>
    public static GraphValue narrow(GraphValue input, long dim, long start, long length) => input.narrow(dim, start, length);

    /// <inheritdoc cref="torch.select(Tensor, long, long)"/>
    public static GraphValue select(GraphValue input, long dim, long index) => input.select(dim, index);

    /// <inheritdoc cref="torch.chunk(Tensor, long, long)"/>
    public static GraphValue[] chunk(GraphValue input, long chunks, long dim = 0) => input.chunk(chunks, dim);

    /// <inheritdoc cref="torch.split(Tensor, long[], long)"/>
    public static GraphValue[] split(GraphValue tensor, long[] split_size_or_sections, long dim = 0) => tensor.split(split_size_or_sections, dim);

    /// <inheritdoc cref="torch.tensor_split(Tensor, long, long)"/>
    public static GraphValue[] tensor_split(GraphValue input, long indices_or_sections, long dim = 0) => input.tensor_split(indices_or_sections, dim);

    /// <inheritdoc cref="torch.tensor_split(Tensor, long[], long)"/>
    public static GraphValue[] tensor_split(GraphValue input, long[] indices_or_sections, long dim = 0) => input.tensor_split(indices_or_sections, dim);

    /// <inheritdoc cref="torch.unbind(Tensor, long)"/>
    public static GraphValue[] unbind(GraphValue input, long dim = 0) => input.unbind(dim);

    /// <inheritdoc cref="torch.unbind(Tensor, int)"/>
    public static GraphValue[] unbind(GraphValue tensor, int dim = 0) => tensor.unbind(dim);
}
