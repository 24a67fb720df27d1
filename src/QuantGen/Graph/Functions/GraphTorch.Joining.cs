using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Values joined, and constants like others.</content>
public static partial class GraphTorch
{
    private static GraphValue Stack(GraphValue[] tensors, long dim) => GraphValue.Join(Array.ConvertAll(tensors, tensor => tensor.unsqueeze(dim)), dim);

    private static GraphValue Beside(GraphValue[] tensors)
    {
        var least = Array.ConvertAll(tensors, static tensor => tensor.ndim == 0 ? tensor.reshape(1) : tensor);
        return GraphValue.Join(least, least is [{ ndim: > 1 }, ..] ? 1 : 0);
    }

    private static GraphValue Below(GraphValue[] tensors) => GraphValue.Join(Array.ConvertAll(tensors, static tensor => tensor.ndim < 2 ? tensor.reshape(1, -1) : tensor), 0);

    /// <inheritdoc cref="torch.zeros_like(Tensor, ScalarType?, Device, bool, string[])"/>
    public static GraphValue zeros_like(GraphValue input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => input.zeros_like(dtype);

    /// <inheritdoc cref="torch.ones_like(Tensor, ScalarType?, Device, bool, string[])"/>
    public static GraphValue ones_like(GraphValue input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => input.ones_like(dtype);

    /// <inheritdoc cref="torch.full_like(Tensor, Scalar, ScalarType?, Device, bool, string[])"/>
    public static GraphValue full_like(GraphValue input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.full_like(value, dtype);

    /// <inheritdoc cref="torch.cat(IList{Tensor}, long)"/>
    public static GraphValue cat(IList<GraphValue> tensors, long dim = 0) => GraphValue.Join([.. tensors], dim);

    /// <inheritdoc cref="torch.cat(Tensor[], long)"/>
    public static GraphValue cat(GraphValue[] tensors, long dim = 0) => GraphValue.Join(tensors, dim);

    /// <inheritdoc cref="torch.cat(ReadOnlySpan{Tensor}, long)"/>
    public static GraphValue cat(ReadOnlySpan<GraphValue> tensors, long dim = 0) => GraphValue.Join([.. tensors], dim);

    /// <inheritdoc cref="torch.concat(IList{Tensor}, long)"/>
    public static GraphValue concat(IList<GraphValue> tensors, long dim = 0) => GraphValue.Join([.. tensors], dim);

    /// <inheritdoc cref="torch.concat(Tensor[], long)"/>
    public static GraphValue concat(GraphValue[] tensors, long dim = 0) => GraphValue.Join(tensors, dim);

    /// <inheritdoc cref="torch.concat(ReadOnlySpan{Tensor}, long)"/>
    public static GraphValue concat(ReadOnlySpan<GraphValue> tensors, long dim = 0) => GraphValue.Join([.. tensors], dim);

    /// <inheritdoc cref="torch.stack(IEnumerable{Tensor}, long)"/>
    public static GraphValue stack(IEnumerable<GraphValue> tensors, long dim = 0) => Stack([.. tensors], dim);

    /// <inheritdoc cref="torch.hstack(IList{Tensor})"/>
    public static GraphValue hstack(IList<GraphValue> tensors) => Beside([.. tensors]);

    /// <inheritdoc cref="torch.hstack(Tensor[])"/>
    public static GraphValue hstack(params GraphValue[] tensors) => Beside([.. tensors]);

    /// <inheritdoc cref="torch.hstack(ReadOnlySpan{Tensor})"/>
    public static GraphValue hstack(ReadOnlySpan<GraphValue> tensors) => Beside([.. tensors]);

    /// <inheritdoc cref="torch.vstack(IList{Tensor})"/>
    public static GraphValue vstack(IList<GraphValue> tensors) => Below([.. tensors]);

    /// <inheritdoc cref="torch.vstack(Tensor[])"/>
    public static GraphValue vstack(GraphValue[] tensors) => Below([.. tensors]);

    /// <inheritdoc cref="torch.vstack(ReadOnlySpan{Tensor})"/>
    public static GraphValue vstack(ReadOnlySpan<GraphValue> tensors) => Below([.. tensors]);

    /// <inheritdoc cref="torch.hstack(IEnumerable{Tensor})"/>
    public static GraphValue hstack(IEnumerable<GraphValue> tensors) => Beside([.. tensors]);

    /// <inheritdoc cref="torch.einsum(string, Tensor[])"/>
    public static GraphValue einsum(string equation, params GraphValue[] tensors) => GraphValue.Apply("Einsum", tensors, new() { { "equation", equation } });

    /// <inheritdoc cref="torch.where(Tensor, Tensor, Tensor)"/>
    public static GraphValue where(GraphValue condition, GraphValue x, GraphValue y) => x.where(condition, y);
}
