using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Comparisons and choices.</content>
public static partial class GraphTorch
{
    /// <inheritdoc cref="torch.bitwise_and(Tensor, Tensor)"/>
    public static GraphValue bitwise_and(GraphValue left, GraphValue right) => left.bitwise_and(right);

    /// <inheritdoc cref="torch.bitwise_not(Tensor)"/>
    public static GraphValue bitwise_not(GraphValue input) => input.bitwise_not();

    /// <inheritdoc cref="torch.bitwise_or(Tensor, Tensor)"/>
    public static GraphValue bitwise_or(GraphValue left, GraphValue right) => left.bitwise_or(right);

    /// <inheritdoc cref="torch.bitwise_xor(Tensor, Tensor)"/>
    public static GraphValue bitwise_xor(GraphValue left, GraphValue right) => left.bitwise_xor(right);

    /// <inheritdoc cref="torch.eq(Tensor, Tensor)"/>
    public static GraphValue eq(GraphValue left, GraphValue right) => left.eq(right);

    /// <inheritdoc cref="torch.equal(Tensor, Tensor)"/>
    public static GraphValue equal(GraphValue tensor, GraphValue target) => tensor.equal(target);

    /// <inheritdoc cref="torch.ge(Tensor, Tensor)"/>
    public static GraphValue ge(GraphValue left, GraphValue right) => left.ge(right);

    /// <inheritdoc cref="torch.greater(Tensor, Tensor)"/>
    public static GraphValue greater(GraphValue tensor, GraphValue target) => tensor.greater(target);

    /// <inheritdoc cref="torch.greater_equal(Tensor, Tensor)"/>
    public static GraphValue greater_equal(GraphValue tensor, GraphValue target) => tensor.greater_equal(target);

    /// <inheritdoc cref="torch.gt(Tensor, Tensor)"/>
    public static GraphValue gt(GraphValue left, GraphValue right) => left.gt(right);

    /// <inheritdoc cref="torch.isfinite(Tensor)"/>
    public static GraphValue isfinite(GraphValue tensor) => tensor.isfinite();

    /// <inheritdoc cref="torch.isinf(Tensor)"/>
    public static GraphValue isinf(GraphValue tensor) => tensor.isinf();

    /// <inheritdoc cref="torch.isnan(Tensor)"/>
    public static GraphValue isnan(GraphValue input) => input.isnan();

    /// <inheritdoc cref="torch.le(Tensor, Tensor)"/>
    public static GraphValue le(GraphValue left, GraphValue right) => left.le(right);

    /// <inheritdoc cref="torch.less(Tensor, Tensor)"/>
    public static GraphValue less(GraphValue tensor, GraphValue target) => tensor.less(target);

    /// <inheritdoc cref="torch.less_equal(Tensor, Tensor)"/>
    public static GraphValue less_equal(GraphValue tensor, GraphValue target) => tensor.less_equal(target);

    /// <inheritdoc cref="torch.logical_and(Tensor, Tensor)"/>
    public static GraphValue logical_and(GraphValue left, GraphValue right) => left.logical_and(right);

    /// <inheritdoc cref="torch.logical_not(Tensor)"/>
    public static GraphValue logical_not(GraphValue input) => input.logical_not();

    /// <inheritdoc cref="torch.logical_or(Tensor, Tensor)"/>
    public static GraphValue logical_or(GraphValue left, GraphValue right) => left.logical_or(right);

    /// <inheritdoc cref="torch.logical_xor(Tensor, Tensor)"/>
    public static GraphValue logical_xor(GraphValue left, GraphValue right) => left.logical_xor(right);

    /// <inheritdoc cref="torch.lt(Tensor, Tensor)"/>
    public static GraphValue lt(GraphValue left, GraphValue right) => left.lt(right);

    /// <inheritdoc cref="torch.ne(Tensor, Tensor)"/>
    public static GraphValue ne(GraphValue left, GraphValue right) => left.ne(right);

    /// <inheritdoc cref="torch.not_equal(Tensor, Tensor)"/>
    public static GraphValue not_equal(GraphValue tensor, GraphValue target) => tensor.not_equal(target);
}
