using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Arithmetic of elements.</content>
public static partial class GraphTorch
{
    /// <inheritdoc cref="torch.max(Tensor, Tensor)"/>
    public static GraphValue max(GraphValue input, GraphValue other) => input.max(other);

    /// <inheritdoc cref="torch.min(Tensor, Tensor)"/>
    public static GraphValue min(GraphValue input, GraphValue other) => input.min(other);

    /// <inheritdoc cref="torch.add(Tensor, Scalar)"/>
    public static GraphValue add(GraphValue left, Scalar right) => left.add(right);

    /// <inheritdoc cref="torch.add(Tensor, Scalar, Scalar)"/>
    public static GraphValue add(GraphValue left, Scalar right, Scalar alpha) => left.add(right, alpha);

    /// <inheritdoc cref="torch.add(Tensor, Tensor)"/>
    public static GraphValue add(GraphValue left, GraphValue right) => left.add(right);

    /// <inheritdoc cref="torch.add(Tensor, Tensor, Scalar)"/>
    public static GraphValue add(GraphValue left, GraphValue right, Scalar alpha) => left.add(right, alpha);

    /// <inheritdoc cref="torch.addcdiv(Tensor, Tensor, Tensor, Scalar)"/>
    public static GraphValue addcdiv(GraphValue input, GraphValue tensor1, GraphValue tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);

    /// <inheritdoc cref="torch.addcmul(Tensor, Tensor, Tensor, Scalar)"/>
    public static GraphValue addcmul(GraphValue input, GraphValue tensor1, GraphValue tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);

    /// <inheritdoc cref="torch.clamp(Tensor, Scalar, Scalar)"/>
    public static GraphValue clamp(GraphValue input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    /// <inheritdoc cref="torch.clamp(Tensor, Tensor, Tensor)"/>
    public static GraphValue clamp(GraphValue input, GraphValue? min = null, GraphValue? max = null) => input.clamp(min, max);

    /// <inheritdoc cref="torch.clamp_max(Tensor, Scalar)"/>
    public static GraphValue clamp_max(GraphValue input, Scalar max) => input.clamp_max(max);

    /// <inheritdoc cref="torch.clamp_min(Tensor, Scalar)"/>
    public static GraphValue clamp_min(GraphValue input, Scalar min) => input.clamp_min(min);

    /// <inheritdoc cref="torch.clip(Tensor, Scalar, Scalar)"/>
    public static GraphValue clip(GraphValue input, Scalar? min = null, Scalar? max = null) => input.clip(min, max);

    /// <inheritdoc cref="torch.div(Tensor, Scalar, RoundingMode)"/>
    public static GraphValue div(GraphValue left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);

    /// <inheritdoc cref="torch.div(Tensor, Tensor, RoundingMode)"/>
    public static GraphValue div(GraphValue left, GraphValue right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);

    /// <inheritdoc cref="torch.divide(Tensor, Scalar, RoundingMode)"/>
    public static GraphValue divide(GraphValue left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.divide(right, rounding_mode);

    /// <inheritdoc cref="torch.divide(Tensor, Tensor, RoundingMode)"/>
    public static GraphValue divide(GraphValue left, GraphValue right, RoundingMode rounding_mode = RoundingMode.None) => left.divide(right, rounding_mode);

    /// <inheritdoc cref="torch.floor_divide(Tensor, Tensor)"/>
    public static GraphValue floor_divide(GraphValue input, GraphValue other) => input.floor_divide(other);

    /// <inheritdoc cref="torch.fmod(Tensor, Scalar)"/>
    public static GraphValue fmod(GraphValue left, Scalar right) => left.fmod(right);

    /// <inheritdoc cref="torch.fmod(Tensor, Tensor)"/>
    public static GraphValue fmod(GraphValue left, GraphValue right) => left.fmod(right);

    /// <inheritdoc cref="torch.maximum(Tensor, Tensor)"/>
    public static GraphValue maximum(GraphValue input, GraphValue other) => input.maximum(other);

    /// <inheritdoc cref="torch.minimum(Tensor, Tensor)"/>
    public static GraphValue minimum(GraphValue input, GraphValue other) => input.minimum(other);

    /// <inheritdoc cref="torch.mul(Tensor, Scalar)"/>
    public static GraphValue mul(GraphValue left, Scalar right) => left.mul(right);

    /// <inheritdoc cref="torch.mul(Tensor, Tensor)"/>
    public static GraphValue mul(GraphValue left, GraphValue right) => left.mul(right);

    /// <inheritdoc cref="torch.multiply(Tensor, Scalar)"/>
    public static GraphValue multiply(GraphValue left, Scalar right) => left.multiply(right);

    /// <inheritdoc cref="torch.multiply(Tensor, Tensor)"/>
    public static GraphValue multiply(GraphValue left, GraphValue right) => left.multiply(right);

    /// <inheritdoc cref="torch.pow(Tensor, Scalar)"/>
    public static GraphValue pow(GraphValue left, Scalar exponent) => left.pow(exponent);

    /// <inheritdoc cref="torch.pow(Tensor, Tensor)"/>
    public static GraphValue pow(GraphValue left, GraphValue exponent) => left.pow(exponent);

    /// <inheritdoc cref="torch.remainder(Tensor, Scalar)"/>
    public static GraphValue remainder(GraphValue left, Scalar right) => left.remainder(right);

    /// <inheritdoc cref="torch.remainder(Tensor, Tensor)"/>
    public static GraphValue remainder(GraphValue left, GraphValue right) => left.remainder(right);

    /// <inheritdoc cref="torch.sub(Tensor, Scalar)"/>
    public static GraphValue sub(GraphValue left, Scalar right) => left.sub(right);

    /// <inheritdoc cref="torch.sub(Tensor, Tensor)"/>
    public static GraphValue sub(GraphValue left, GraphValue right) => left.sub(right);

    /// <inheritdoc cref="torch.subtract(Tensor, Scalar)"/>
    public static GraphValue subtract(GraphValue left, Scalar right) => left.subtract(right);

    /// <inheritdoc cref="torch.subtract(Tensor, Tensor)"/>
    public static GraphValue subtract(GraphValue left, GraphValue right) => left.subtract(right);

    /// <inheritdoc cref="torch.true_divide(Tensor, Tensor)"/>
    public static GraphValue true_divide(GraphValue dividend, GraphValue divisor) => dividend.true_divide(divisor);
}
