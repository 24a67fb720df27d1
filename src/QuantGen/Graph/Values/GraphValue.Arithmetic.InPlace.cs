using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Arithmetic by name, in place.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.add_(Tensor)"/>
    public GraphValue add_(GraphValue target) => Become(add(target));

    /// <inheritdoc cref="Tensor.add_(Tensor, Scalar)"/>
    public GraphValue add_(GraphValue target, Scalar alpha) => Become(add(target, alpha));

    /// <inheritdoc cref="Tensor.add_(Scalar)"/>
    public GraphValue add_(Scalar scalar) => Become(add(scalar));

    /// <inheritdoc cref="Tensor.add_(Scalar, Scalar)"/>
    public GraphValue add_(Scalar scalar, Scalar alpha) => Become(add(scalar, alpha));

    /// <inheritdoc cref="Tensor.sub_(Tensor)"/>
    public GraphValue sub_(GraphValue target) => Become(sub(target));

    /// <inheritdoc cref="Tensor.sub_(Scalar)"/>
    public GraphValue sub_(Scalar target) => Become(sub(target));

    /// <inheritdoc cref="Tensor.subtract_(Tensor)"/>
    public GraphValue subtract_(GraphValue target) => Become(subtract(target));

    /// <inheritdoc cref="Tensor.subtract_(Scalar)"/>
    public GraphValue subtract_(Scalar target) => Become(subtract(target));

    /// <inheritdoc cref="Tensor.mul_(Tensor)"/>
    public GraphValue mul_(GraphValue target) => Become(mul(target));

    /// <inheritdoc cref="Tensor.mul_(Scalar)"/>
    public GraphValue mul_(Scalar target) => Become(mul(target));

    /// <inheritdoc cref="Tensor.div_(Tensor, RoundingMode)"/>
    public GraphValue div_(GraphValue target, RoundingMode rounding_mode = RoundingMode.None) => Become(div(target, rounding_mode));

    /// <inheritdoc cref="Tensor.div_(Scalar, RoundingMode)"/>
    public GraphValue div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Become(div(target, rounding_mode));

    /// <inheritdoc cref="Tensor.divide_(Tensor, RoundingMode)"/>
    public GraphValue divide_(GraphValue target, RoundingMode rounding_mode = RoundingMode.None) => Become(divide(target, rounding_mode));

    /// <inheritdoc cref="Tensor.divide_(Scalar, RoundingMode)"/>
    public GraphValue divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Become(divide(target, rounding_mode));

    /// <inheritdoc cref="Tensor.true_divide_(Tensor)"/>
    public GraphValue true_divide_(GraphValue other) => Become(true_divide(other));

    /// <inheritdoc cref="Tensor.true_divide_(Scalar)"/>
    public GraphValue true_divide_(Scalar other) => Become(true_divide(other));

    /// <inheritdoc cref="Tensor.floor_divide_(Tensor)"/>
    public GraphValue floor_divide_(GraphValue other) => Become(floor_divide(other));

    /// <inheritdoc cref="Tensor.floor_divide_(Scalar)"/>
    public GraphValue floor_divide_(Scalar other) => Become(floor_divide(other));

    /// <inheritdoc cref="Tensor.remainder_(Tensor)"/>
    public GraphValue remainder_(GraphValue target) => Become(remainder(target));

    /// <inheritdoc cref="Tensor.remainder_(Scalar)"/>
    public GraphValue remainder_(Scalar scalar) => Become(remainder(scalar));

    /// <inheritdoc cref="Tensor.fmod_(Tensor)"/>
    public GraphValue fmod_(GraphValue target) => Become(fmod(target));

    /// <inheritdoc cref="Tensor.fmod_(Scalar)"/>
    public GraphValue fmod_(Scalar scalar) => Become(fmod(scalar));

    /// <inheritdoc cref="Tensor.pow_(Tensor)"/>
    public GraphValue pow_(GraphValue exponent) => Become(pow(exponent));

    /// <inheritdoc cref="Tensor.pow_(Scalar)"/>
    public GraphValue pow_(Scalar exponent) => Become(pow(exponent));

    /// <inheritdoc cref="Tensor.addcmul_(Tensor, Tensor, Scalar)"/>
    public GraphValue addcmul_(GraphValue tensor1, GraphValue tensor2, Scalar value) => Become(addcmul(tensor1, tensor2, value));

    /// <inheritdoc cref="Tensor.addcdiv_(Tensor, Tensor, Scalar)"/>
    public GraphValue addcdiv_(GraphValue tensor1, GraphValue tensor2, Scalar value) => Become(addcdiv(tensor1, tensor2, value));

    /// <inheritdoc cref="Tensor.addcdiv_(Tensor, Tensor)"/>
    public GraphValue addcdiv_(GraphValue tensor1, GraphValue tensor2) => Become(addcdiv(tensor1, tensor2));

    /// <inheritdoc cref="Tensor.clamp_(Scalar, Scalar)"/>
    public GraphValue clamp_(Scalar? min = null, Scalar? max = null) => Become(clamp(min, max));

    /// <inheritdoc cref="Tensor.clamp_(Tensor, Tensor)"/>
    public GraphValue clamp_(GraphValue? min = null, GraphValue? max = null) => Become(clamp(min, max));

    /// <inheritdoc cref="Tensor.clamp_min_(Scalar)"/>
    public GraphValue clamp_min_(Scalar min) => Become(clamp_min(min));

    /// <inheritdoc cref="Tensor.clamp_max_(Scalar)"/>
    public GraphValue clamp_max_(Scalar max) => Become(clamp_max(max));

    /// <inheritdoc cref="Tensor.zero_()"/>
    public GraphValue zero_() => Become(Filled(0));

    /// <inheritdoc cref="Tensor.fill_(Scalar)"/>
    public GraphValue fill_(Scalar value) => Become(Filled(value));

    /// <inheritdoc cref="Tensor.masked_fill_(Tensor, Scalar)"/>
    public GraphValue masked_fill_(GraphValue mask, Scalar value) => Become(masked_fill(mask, value));
}
