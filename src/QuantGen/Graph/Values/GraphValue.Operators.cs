using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>The operators of C# for arithmetic.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.op_Addition(Tensor, Tensor)"/>
    public static GraphValue operator +(GraphValue left, GraphValue right) => left.add(right);

    /// <inheritdoc cref="Tensor.op_Addition(Tensor, Scalar)"/>
    public static GraphValue operator +(GraphValue left, Scalar right) => left.add(right);

    /// <inheritdoc cref="Tensor.op_Addition(Tensor, int)"/>
    public static GraphValue operator +(GraphValue left, int right) => left.add((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Addition(Tensor, long)"/>
    public static GraphValue operator +(GraphValue left, long right) => left.add((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Addition(Tensor, float)"/>
    public static GraphValue operator +(GraphValue left, float right) => left.add((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Addition(Tensor, double)"/>
    public static GraphValue operator +(GraphValue left, double right) => left.add((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Addition(Scalar, Tensor)"/>
    public static GraphValue operator +(Scalar left, GraphValue right) => Number(left, right).add(right);

    /// <inheritdoc cref="Tensor.op_Addition(int, Tensor)"/>
    public static GraphValue operator +(int left, GraphValue right) => Number(left, right).add(right);

    /// <inheritdoc cref="Tensor.op_Addition(long, Tensor)"/>
    public static GraphValue operator +(long left, GraphValue right) => Number(left, right).add(right);

    /// <inheritdoc cref="Tensor.op_Addition(float, Tensor)"/>
    public static GraphValue operator +(float left, GraphValue right) => Number(left, right).add(right);

    /// <inheritdoc cref="Tensor.op_Addition(double, Tensor)"/>
    public static GraphValue operator +(double left, GraphValue right) => Number(left, right).add(right);

    /// <inheritdoc cref="Tensor.op_Subtraction(Tensor, Tensor)"/>
    public static GraphValue operator -(GraphValue left, GraphValue right) => left.sub(right);

    /// <inheritdoc cref="Tensor.op_Subtraction(Tensor, Scalar)"/>
    public static GraphValue operator -(GraphValue left, Scalar right) => left.sub(right);

    /// <inheritdoc cref="Tensor.op_Subtraction(Tensor, int)"/>
    public static GraphValue operator -(GraphValue left, int right) => left.sub((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Subtraction(Tensor, long)"/>
    public static GraphValue operator -(GraphValue left, long right) => left.sub((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Subtraction(Tensor, float)"/>
    public static GraphValue operator -(GraphValue left, float right) => left.sub((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Subtraction(Tensor, double)"/>
    public static GraphValue operator -(GraphValue left, double right) => left.sub((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Subtraction(Scalar, Tensor)"/>
    public static GraphValue operator -(Scalar left, GraphValue right) => Number(left, right).sub(right);

    /// <inheritdoc cref="Tensor.op_Subtraction(int, Tensor)"/>
    public static GraphValue operator -(int left, GraphValue right) => Number(left, right).sub(right);

    /// <inheritdoc cref="Tensor.op_Subtraction(long, Tensor)"/>
    public static GraphValue operator -(long left, GraphValue right) => Number(left, right).sub(right);

    /// <inheritdoc cref="Tensor.op_Subtraction(float, Tensor)"/>
    public static GraphValue operator -(float left, GraphValue right) => Number(left, right).sub(right);

    /// <inheritdoc cref="Tensor.op_Subtraction(double, Tensor)"/>
    public static GraphValue operator -(double left, GraphValue right) => Number(left, right).sub(right);

    /// <inheritdoc cref="Tensor.op_Multiply(Tensor, Tensor)"/>
    public static GraphValue operator *(GraphValue left, GraphValue right) => left.mul(right);

    /// <inheritdoc cref="Tensor.op_Multiply(Tensor, Scalar)"/>
    public static GraphValue operator *(GraphValue left, Scalar right) => left.mul(right);

    /// <inheritdoc cref="Tensor.op_Multiply(Tensor, int)"/>
    public static GraphValue operator *(GraphValue left, int right) => left.mul((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Multiply(Tensor, long)"/>
    public static GraphValue operator *(GraphValue left, long right) => left.mul((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Multiply(Tensor, float)"/>
    public static GraphValue operator *(GraphValue left, float right) => left.mul((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Multiply(Tensor, double)"/>
    public static GraphValue operator *(GraphValue left, double right) => left.mul((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Multiply(Scalar, Tensor)"/>
    public static GraphValue operator *(Scalar left, GraphValue right) => Number(left, right).mul(right);

    /// <inheritdoc cref="Tensor.op_Multiply(int, Tensor)"/>
    public static GraphValue operator *(int left, GraphValue right) => Number(left, right).mul(right);

    /// <inheritdoc cref="Tensor.op_Multiply(long, Tensor)"/>
    public static GraphValue operator *(long left, GraphValue right) => Number(left, right).mul(right);

    /// <inheritdoc cref="Tensor.op_Multiply(float, Tensor)"/>
    public static GraphValue operator *(float left, GraphValue right) => Number(left, right).mul(right);

    /// <inheritdoc cref="Tensor.op_Multiply(double, Tensor)"/>
    public static GraphValue operator *(double left, GraphValue right) => Number(left, right).mul(right);

    /// <inheritdoc cref="Tensor.op_Division(Tensor, Tensor)"/>
    public static GraphValue operator /(GraphValue left, GraphValue right) => left.div(right);

    /// <inheritdoc cref="Tensor.op_Division(Tensor, Scalar)"/>
    public static GraphValue operator /(GraphValue left, Scalar right) => left.div(right);

    /// <inheritdoc cref="Tensor.op_Division(Tensor, int)"/>
    public static GraphValue operator /(GraphValue left, int right) => left.div((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Division(Tensor, long)"/>
    public static GraphValue operator /(GraphValue left, long right) => left.div((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Division(Tensor, float)"/>
    public static GraphValue operator /(GraphValue left, float right) => left.div((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Division(Tensor, double)"/>
    public static GraphValue operator /(GraphValue left, double right) => left.div((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Division(Scalar, Tensor)"/>
    public static GraphValue operator /(Scalar left, GraphValue right) => right.reciprocal().mul(left);

    /// <inheritdoc cref="Tensor.op_Division(int, Tensor)"/>
    public static GraphValue operator /(int left, GraphValue right) => right.reciprocal().mul((Scalar)left);

    /// <inheritdoc cref="Tensor.op_Division(long, Tensor)"/>
    public static GraphValue operator /(long left, GraphValue right) => right.reciprocal().mul((Scalar)left);

    /// <inheritdoc cref="Tensor.op_Division(float, Tensor)"/>
    public static GraphValue operator /(float left, GraphValue right) => right.reciprocal().mul((Scalar)left);

    /// <inheritdoc cref="Tensor.op_Division(double, Tensor)"/>
    public static GraphValue operator /(double left, GraphValue right) => right.reciprocal().mul((Scalar)left);

    /// <inheritdoc cref="Tensor.op_Modulus(Tensor, Tensor)"/>
    public static GraphValue operator %(GraphValue left, GraphValue right) => left.remainder(right);

    /// <inheritdoc cref="Tensor.op_Modulus(Tensor, Scalar)"/>
    public static GraphValue operator %(GraphValue left, Scalar right) => left.remainder(right);

    /// <inheritdoc cref="Tensor.op_Modulus(Tensor, int)"/>
    public static GraphValue operator %(GraphValue left, int right) => left.remainder((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Modulus(Tensor, long)"/>
    public static GraphValue operator %(GraphValue left, long right) => left.remainder((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Modulus(Tensor, float)"/>
    public static GraphValue operator %(GraphValue left, float right) => left.remainder((Scalar)right);

    /// <inheritdoc cref="Tensor.op_Modulus(Tensor, double)"/>
    public static GraphValue operator %(GraphValue left, double right) => left.remainder((Scalar)right);

    /// <inheritdoc cref="Tensor.op_UnaryNegation(Tensor)"/>
    public static GraphValue operator -(GraphValue tensor) => tensor.neg();
}
