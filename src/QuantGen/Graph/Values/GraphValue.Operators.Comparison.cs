using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>The operators of C# for comparisons.</content>
public sealed partial class GraphValue
{
    /// <summary>Whether this is the same object: the operator makes a node that compares elements.</summary>
    /// <param name="obj">Another object.</param>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc cref="Tensor.op_Equality(Tensor, Tensor)"/>
    public static GraphValue operator ==(GraphValue left, GraphValue right) => left.eq(right);

    /// <inheritdoc cref="Tensor.op_Equality(Tensor, Scalar)"/>
    public static GraphValue operator ==(GraphValue left, Scalar right) => left.eq(right);

    /// <inheritdoc cref="Tensor.op_Equality(Scalar, Tensor)"/>
    public static GraphValue operator ==(Scalar left, GraphValue right) => Number(left, right).eq(right);

    /// <inheritdoc cref="Tensor.op_Inequality(Tensor, Tensor)"/>
    public static GraphValue operator !=(GraphValue left, GraphValue right) => left.ne(right);

    /// <inheritdoc cref="Tensor.op_Inequality(Tensor, Scalar)"/>
    public static GraphValue operator !=(GraphValue left, Scalar right) => left.ne(right);

    /// <inheritdoc cref="Tensor.op_Inequality(Scalar, Tensor)"/>
    public static GraphValue operator !=(Scalar left, GraphValue right) => Number(left, right).ne(right);

    /// <inheritdoc cref="Tensor.op_LessThan(Tensor, Tensor)"/>
    public static GraphValue operator <(GraphValue left, GraphValue right) => left.lt(right);

    /// <inheritdoc cref="Tensor.op_LessThan(Tensor, Scalar)"/>
    public static GraphValue operator <(GraphValue left, Scalar right) => left.lt(right);

    /// <inheritdoc cref="Tensor.op_LessThan(Scalar, Tensor)"/>
    public static GraphValue operator <(Scalar left, GraphValue right) => Number(left, right).lt(right);

    /// <inheritdoc cref="Tensor.op_LessThanOrEqual(Tensor, Tensor)"/>
    public static GraphValue operator <=(GraphValue left, GraphValue right) => left.le(right);

    /// <inheritdoc cref="Tensor.op_LessThanOrEqual(Tensor, Scalar)"/>
    public static GraphValue operator <=(GraphValue left, Scalar right) => left.le(right);

    /// <inheritdoc cref="Tensor.op_LessThanOrEqual(Scalar, Tensor)"/>
    public static GraphValue operator <=(Scalar left, GraphValue right) => Number(left, right).le(right);

    /// <inheritdoc cref="Tensor.op_GreaterThan(Tensor, Tensor)"/>
    public static GraphValue operator >(GraphValue left, GraphValue right) => left.gt(right);

    /// <inheritdoc cref="Tensor.op_GreaterThan(Tensor, Scalar)"/>
    public static GraphValue operator >(GraphValue left, Scalar right) => left.gt(right);

    /// <inheritdoc cref="Tensor.op_GreaterThan(Scalar, Tensor)"/>
    public static GraphValue operator >(Scalar left, GraphValue right) => Number(left, right).gt(right);

    /// <inheritdoc cref="Tensor.op_GreaterThanOrEqual(Tensor, Tensor)"/>
    public static GraphValue operator >=(GraphValue left, GraphValue right) => left.ge(right);

    /// <inheritdoc cref="Tensor.op_GreaterThanOrEqual(Tensor, Scalar)"/>
    public static GraphValue operator >=(GraphValue left, Scalar right) => left.ge(right);

    /// <inheritdoc cref="Tensor.op_GreaterThanOrEqual(Scalar, Tensor)"/>
    public static GraphValue operator >=(Scalar left, GraphValue right) => Number(left, right).ge(right);

    /// <inheritdoc cref="Tensor.op_BitwiseAnd(Tensor, Tensor)"/>
    public static GraphValue operator &(GraphValue left, GraphValue right) => left.bitwise_and(right);

    /// <inheritdoc cref="Tensor.op_BitwiseOr(Tensor, Tensor)"/>
    public static GraphValue operator |(GraphValue left, GraphValue right) => left.bitwise_or(right);

    /// <inheritdoc cref="Tensor.op_ExclusiveOr(Tensor, Tensor)"/>
    public static GraphValue operator ^(GraphValue left, GraphValue right) => left.bitwise_xor(right);

    /// <inheritdoc cref="Tensor.op_OnesComplement(Tensor)"/>
    public static GraphValue operator ~(GraphValue left) => left.bitwise_not();
}
