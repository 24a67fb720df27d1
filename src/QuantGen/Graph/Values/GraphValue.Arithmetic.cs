using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Arithmetic by name.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.add(Tensor)"/>
    public GraphValue add(GraphValue target) => Binary("Add", target);

    /// <inheritdoc cref="Tensor.add(Tensor, Scalar)"/>
    public GraphValue add(GraphValue target, Scalar alpha) => Binary("Add", target.mul(alpha));

    /// <inheritdoc cref="Tensor.add(Scalar)"/>
    public GraphValue add(Scalar scalar) => Binary("Add", scalar);

    /// <inheritdoc cref="Tensor.add(Scalar, Scalar)"/>
    public GraphValue add(Scalar scalar, Scalar alpha) => Binary("Add", Product(scalar, alpha));

    /// <inheritdoc cref="Tensor.sub(Tensor)"/>
    public GraphValue sub(GraphValue target) => Binary("Sub", target);

    /// <inheritdoc cref="Tensor.sub(Scalar)"/>
    public GraphValue sub(Scalar target) => Binary("Sub", target);

    /// <inheritdoc cref="Tensor.subtract(Tensor)"/>
    public GraphValue subtract(GraphValue target) => Binary("Sub", target);

    /// <inheritdoc cref="Tensor.subtract(Scalar)"/>
    public GraphValue subtract(Scalar target) => Binary("Sub", target);

    /// <inheritdoc cref="Tensor.mul(Tensor)"/>
    public GraphValue mul(GraphValue target) => Binary("Mul", target);

    /// <inheritdoc cref="Tensor.mul(Scalar)"/>
    public GraphValue mul(Scalar target) => Binary("Mul", target);

    /// <inheritdoc cref="Tensor.multiply(Tensor)"/>
    public GraphValue multiply(GraphValue target) => Binary("Mul", target);

    /// <inheritdoc cref="Tensor.multiply(Scalar)"/>
    public GraphValue multiply(Scalar target) => Binary("Mul", target);

    /// <inheritdoc cref="Tensor.div(Tensor, RoundingMode)"/>
    public GraphValue div(GraphValue target, RoundingMode rounding_mode = RoundingMode.None) => Quotient(target, rounding_mode);

    /// <inheritdoc cref="Tensor.div(Scalar, RoundingMode)"/>
    public GraphValue div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Quotient(Number(target, this), rounding_mode);

    /// <inheritdoc cref="Tensor.divide(Tensor, RoundingMode)"/>
    public GraphValue divide(GraphValue target, RoundingMode rounding_mode = RoundingMode.None) => Quotient(target, rounding_mode);

    /// <inheritdoc cref="Tensor.divide(Scalar, RoundingMode)"/>
    public GraphValue divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Quotient(Number(target, this), rounding_mode);

    /// <inheritdoc cref="Tensor.true_divide(Tensor)"/>
    public GraphValue true_divide(GraphValue other) => Quotient(other);

    /// <inheritdoc cref="Tensor.true_divide(Scalar)"/>
    public GraphValue true_divide(Scalar other) => Quotient(Number(other, this));

    /// <inheritdoc cref="Tensor.floor_divide(Tensor)"/>
    public GraphValue floor_divide(GraphValue other) => Quotient(other, RoundingMode.floor);

    /// <inheritdoc cref="Tensor.floor_divide(Scalar)"/>
    public GraphValue floor_divide(Scalar other) => Quotient(Number(other, this), RoundingMode.floor);

    /// <inheritdoc cref="Tensor.remainder(Tensor)"/>
    public GraphValue remainder(GraphValue target) => Remainder(target);

    /// <inheritdoc cref="Tensor.remainder(Scalar)"/>
    public GraphValue remainder(Scalar scalar) => Remainder(Number(scalar, this));

    /// <inheritdoc cref="Tensor.fmod(Tensor)"/>
    public GraphValue fmod(GraphValue target) => Truncating(target);

    /// <inheritdoc cref="Tensor.fmod(Scalar)"/>
    public GraphValue fmod(Scalar scalar) => Truncating(Number(scalar, this));

    /// <inheritdoc cref="Tensor.pow(Tensor)"/>
    public GraphValue pow(GraphValue exponent) => Binary("Pow", exponent);

    /// <inheritdoc cref="Tensor.pow(Scalar)"/>
    public GraphValue pow(Scalar exponent) => Binary("Pow", exponent);

    /// <inheritdoc cref="Tensor.addcmul(Tensor, Tensor, Scalar)"/>
    public GraphValue addcmul(GraphValue tensor1, GraphValue tensor2, Scalar value) => add(tensor1.mul(value).mul(tensor2));

    /// <inheritdoc cref="Tensor.addcdiv(Tensor, Tensor, Scalar)"/>
    public GraphValue addcdiv(GraphValue tensor1, GraphValue tensor2, Scalar value) => add(tensor1.div(tensor2).mul(value));

    /// <inheritdoc cref="Tensor.addcdiv(Tensor, Tensor)"/>
    public GraphValue addcdiv(GraphValue tensor1, GraphValue tensor2) => add(tensor1.div(tensor2));

    /// <inheritdoc cref="Tensor.maximum(Tensor)"/>
    public GraphValue maximum(GraphValue other) => Binary("Max", other);

    /// <inheritdoc cref="Tensor.minimum(Tensor)"/>
    public GraphValue minimum(GraphValue other) => Binary("Min", other);

    /// <inheritdoc cref="Tensor.max(Tensor)"/>
    public GraphValue max(GraphValue other) => Binary("Max", other);

    /// <inheritdoc cref="Tensor.min(Tensor)"/>
    public GraphValue min(GraphValue other) => Binary("Min", other);

    /// <inheritdoc cref="Tensor.clamp(Scalar, Scalar)"/>
    public GraphValue clamp(Scalar? min = null, Scalar? max = null) => Clip(min, max);

    /// <inheritdoc cref="Tensor.clamp(Tensor, Tensor)"/>
    public GraphValue clamp(GraphValue? min = null, GraphValue? max = null) => Bounded(min, max);

    /// <inheritdoc cref="Tensor.clip(Scalar, Scalar)"/>
    public GraphValue clip(Scalar? min = null, Scalar? max = null) => Clip(min, max);

    /// <inheritdoc cref="Tensor.clamp_min(Scalar)"/>
    public GraphValue clamp_min(Scalar min) => Clip(min, null);

    /// <inheritdoc cref="Tensor.clamp_max(Scalar)"/>
    public GraphValue clamp_max(Scalar max) => Clip(null, max);
}
