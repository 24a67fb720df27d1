using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Comparisons and choices.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.eq(Tensor)"/>
    public GraphValue eq(GraphValue target) => Compare("Equal", target);

    /// <inheritdoc cref="Tensor.eq(Scalar)"/>
    public GraphValue eq(Scalar target) => Compare("Equal", Number(target, this));

    /// <inheritdoc cref="Tensor.gt(Tensor)"/>
    public GraphValue gt(GraphValue target) => Compare("Greater", target);

    /// <inheritdoc cref="Tensor.gt(Scalar)"/>
    public GraphValue gt(Scalar target) => Compare("Greater", Number(target, this));

    /// <inheritdoc cref="Tensor.lt(Tensor)"/>
    public GraphValue lt(GraphValue target) => Compare("Less", target);

    /// <inheritdoc cref="Tensor.lt(Scalar)"/>
    public GraphValue lt(Scalar target) => Compare("Less", Number(target, this));

    /// <inheritdoc cref="Tensor.ge(Tensor)"/>
    public GraphValue ge(GraphValue target) => Compare("GreaterOrEqual", target);

    /// <inheritdoc cref="Tensor.ge(Scalar)"/>
    public GraphValue ge(Scalar target) => Compare("GreaterOrEqual", Number(target, this));

    /// <inheritdoc cref="Tensor.le(Tensor)"/>
    public GraphValue le(GraphValue target) => Compare("LessOrEqual", target);

    /// <inheritdoc cref="Tensor.le(Scalar)"/>
    public GraphValue le(Scalar target) => Compare("LessOrEqual", Number(target, this));

    /// <inheritdoc cref="Tensor.ne(Tensor)"/>
    public GraphValue ne(GraphValue target) => eq(target).Not();

    /// <inheritdoc cref="Tensor.ne(Scalar)"/>
    public GraphValue ne(Scalar target) => eq(target).Not();

    /// <inheritdoc cref="Tensor.equal(Tensor)"/>
    public GraphValue equal(GraphValue target) => eq(target);

    /// <inheritdoc cref="Tensor.not_equal(Tensor)"/>
    public GraphValue not_equal(GraphValue target) => ne(target);

    /// <inheritdoc cref="Tensor.greater(Tensor)"/>
    public GraphValue greater(GraphValue target) => gt(target);

    /// <inheritdoc cref="Tensor.greater_equal(Tensor)"/>
    public GraphValue greater_equal(GraphValue target) => ge(target);

    /// <inheritdoc cref="Tensor.less(Tensor)"/>
    public GraphValue less(GraphValue target) => lt(target);

    /// <inheritdoc cref="Tensor.less_equal(Tensor)"/>
    public GraphValue less_equal(GraphValue target) => le(target);

    /// <inheritdoc cref="Tensor.logical_and(Tensor)"/>
    public GraphValue logical_and(GraphValue other) => Apply("And", [AsBool(), other.AsBool()]);

    /// <inheritdoc cref="Tensor.logical_or(Tensor)"/>
    public GraphValue logical_or(GraphValue other) => Apply("Or", [AsBool(), other.AsBool()]);

    /// <inheritdoc cref="Tensor.logical_xor(Tensor)"/>
    public GraphValue logical_xor(GraphValue other) => Apply("Xor", [AsBool(), other.AsBool()]);

    /// <inheritdoc cref="Tensor.logical_not()"/>
    public GraphValue logical_not() => AsBool().Not();

    /// <inheritdoc cref="Tensor.bitwise_and(Tensor)"/>
    public GraphValue bitwise_and(GraphValue other) => Bitwise("And", other);

    /// <inheritdoc cref="Tensor.bitwise_or(Tensor)"/>
    public GraphValue bitwise_or(GraphValue other) => Bitwise("Or", other);

    /// <inheritdoc cref="Tensor.bitwise_xor(Tensor)"/>
    public GraphValue bitwise_xor(GraphValue other) => Bitwise("Xor", other);

    /// <inheritdoc cref="Tensor.bitwise_not()"/>
    public GraphValue bitwise_not() => Bitwise();

    /// <inheritdoc cref="Tensor.isnan()"/>
    public GraphValue isnan() => AsFloatTest("IsNaN");

    /// <inheritdoc cref="Tensor.isinf()"/>
    public GraphValue isinf() => AsFloatTest("IsInf");

    /// <inheritdoc cref="Tensor.isfinite()"/>
    public GraphValue isfinite() => isnan().logical_or(isinf()).Not();

    /// <inheritdoc cref="Tensor.masked_fill(Tensor, Scalar)"/>
    public GraphValue masked_fill(GraphValue mask, Scalar value) => Apply("Where", [mask.AsBool(), Number(value, Type.ElementType), this]);

    /// <inheritdoc cref="Tensor.where(Tensor, Tensor)"/>
    public GraphValue where(GraphValue condition, GraphValue y) => Choice(condition, this, y);
}
