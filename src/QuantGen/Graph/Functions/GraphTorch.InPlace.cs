using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Changes in place.</content>
public static partial class GraphTorch
{
    /// <inheritdoc cref="torch.abs_(Tensor)"/>
    public static GraphValue abs_(GraphValue input) => input.abs_();

    /// <inheritdoc cref="torch.absolute_(Tensor)"/>
    public static GraphValue absolute_(GraphValue input) => input.absolute_();

    /// <inheritdoc cref="torch.acos_(Tensor)"/>
    public static GraphValue acos_(GraphValue input) => input.acos_();

    /// <inheritdoc cref="torch.add_(Tensor, Scalar)"/>
    public static GraphValue add_(GraphValue left, Scalar right) => left.add_(right);

    /// <inheritdoc cref="torch.add_(Tensor, Scalar, Scalar)"/>
    public static GraphValue add_(GraphValue left, Scalar right, Scalar alpha) => left.add_(right, alpha);

    /// <inheritdoc cref="torch.add_(Tensor, Tensor)"/>
    public static GraphValue add_(GraphValue left, GraphValue right) => left.add_(right);

    /// <inheritdoc cref="torch.add_(Tensor, Tensor, Scalar)"/>
    public static GraphValue add_(GraphValue left, GraphValue right, Scalar alpha) => left.add_(right, alpha);

    /// <inheritdoc cref="torch.addcdiv_(Tensor, Tensor, Tensor, Scalar)"/>
    public static GraphValue addcdiv_(GraphValue input, GraphValue tensor1, GraphValue tensor2, Scalar value) => input.addcdiv_(tensor1, tensor2, value);

    /// <inheritdoc cref="torch.addcmul_(Tensor, Tensor, Tensor, Scalar)"/>
    public static GraphValue addcmul_(GraphValue input, GraphValue tensor1, GraphValue tensor2, Scalar value) => input.addcmul_(tensor1, tensor2, value);

    /// <inheritdoc cref="torch.asin_(Tensor)"/>
    public static GraphValue asin_(GraphValue input) => input.asin_();

    /// <inheritdoc cref="torch.atan_(Tensor)"/>
    public static GraphValue atan_(GraphValue input) => input.atan_();

    /// <inheritdoc cref="torch.ceil_(Tensor)"/>
    public static GraphValue ceil_(GraphValue input) => input.ceil_();

    /// <inheritdoc cref="torch.clamp_(Tensor, Scalar, Scalar)"/>
    public static GraphValue clamp_(GraphValue input, Scalar? min = null, Scalar? max = null) => input.clamp_(min, max);

    /// <inheritdoc cref="torch.clamp_(Tensor, Tensor, Tensor)"/>
    public static GraphValue clamp_(GraphValue input, GraphValue? min = null, GraphValue? max = null) => input.clamp_(min, max);

    /// <inheritdoc cref="torch.clamp_max_(Tensor, Scalar)"/>
    public static GraphValue clamp_max_(GraphValue input, Scalar max) => input.clamp_max_(max);

    /// <inheritdoc cref="torch.clamp_min_(Tensor, Scalar)"/>
    public static GraphValue clamp_min_(GraphValue input, Scalar min) => input.clamp_min_(min);

    /// <inheritdoc cref="torch.cos_(Tensor)"/>
    public static GraphValue cos_(GraphValue input) => input.cos_();

    /// <inheritdoc cref="torch.cosh_(Tensor)"/>
    public static GraphValue cosh_(GraphValue input) => input.cosh_();

    /// <inheritdoc cref="torch.div_(Tensor, Scalar, RoundingMode)"/>
    public static GraphValue div_(GraphValue left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div_(right, rounding_mode);

    /// <inheritdoc cref="torch.div_(Tensor, Tensor, RoundingMode)"/>
    public static GraphValue div_(GraphValue left, GraphValue right, RoundingMode rounding_mode = RoundingMode.None) => left.div_(right, rounding_mode);

    /// <inheritdoc cref="torch.divide_(Tensor, Tensor, RoundingMode)"/>
    public static GraphValue divide_(GraphValue left, GraphValue right, RoundingMode rounding_mode = RoundingMode.None) => left.divide_(right, rounding_mode);

    /// <inheritdoc cref="torch.erf_(Tensor)"/>
    public static GraphValue erf_(GraphValue input) => input.erf_();

    /// <inheritdoc cref="torch.exp2_(Tensor)"/>
    public static GraphValue exp2_(GraphValue input) => input.exp2_();

    /// <inheritdoc cref="torch.exp_(Tensor)"/>
    public static GraphValue exp_(GraphValue input) => input.exp_();

    /// <inheritdoc cref="torch.expm1_(Tensor)"/>
    public static GraphValue expm1_(GraphValue input) => input.expm1_();

    /// <inheritdoc cref="torch.fix_(Tensor)"/>
    public static GraphValue fix_(GraphValue input) => input.fix_();

    /// <inheritdoc cref="torch.floor_(Tensor)"/>
    public static GraphValue floor_(GraphValue input) => input.floor_();

    /// <inheritdoc cref="torch.floor_divide_(Tensor, Tensor)"/>
    public static GraphValue floor_divide_(GraphValue input, GraphValue other) => input.floor_divide_(other);

    /// <inheritdoc cref="torch.fmod_(Tensor, Scalar)"/>
    public static GraphValue fmod_(GraphValue left, Scalar right) => left.fmod_(right);

    /// <inheritdoc cref="torch.fmod_(Tensor, Tensor)"/>
    public static GraphValue fmod_(GraphValue left, GraphValue right) => left.fmod_(right);

    /// <inheritdoc cref="torch.frac_(Tensor)"/>
    public static GraphValue frac_(GraphValue input) => input.frac_();

    /// <inheritdoc cref="torch.log10_(Tensor)"/>
    public static GraphValue log10_(GraphValue input) => input.log10_();

    /// <inheritdoc cref="torch.log1p_(Tensor)"/>
    public static GraphValue log1p_(GraphValue input) => input.log1p_();

    /// <inheritdoc cref="torch.log2_(Tensor)"/>
    public static GraphValue log2_(GraphValue input) => input.log2_();

    /// <inheritdoc cref="torch.log_(Tensor)"/>
    public static GraphValue log_(GraphValue input) => input.log_();

    /// <inheritdoc cref="torch.mul_(Tensor, Scalar)"/>
    public static GraphValue mul_(GraphValue left, Scalar right) => left.mul_(right);

    /// <inheritdoc cref="torch.mul_(Tensor, Tensor)"/>
    public static GraphValue mul_(GraphValue left, GraphValue right) => left.mul_(right);

    /// <inheritdoc cref="torch.neg_(Tensor)"/>
    public static GraphValue neg_(GraphValue input) => input.neg_();

    /// <inheritdoc cref="torch.pow_(Tensor, Scalar)"/>
    public static GraphValue pow_(GraphValue left, Scalar exponent) => left.pow_(exponent);

    /// <inheritdoc cref="torch.pow_(Tensor, Tensor)"/>
    public static GraphValue pow_(GraphValue left, GraphValue exponent) => left.pow_(exponent);

    /// <inheritdoc cref="torch.reciprocal_(Tensor)"/>
    public static GraphValue reciprocal_(GraphValue input) => input.reciprocal_();

    /// <inheritdoc cref="torch.remainder_(Tensor, Scalar)"/>
    public static GraphValue remainder_(GraphValue left, Scalar right) => left.remainder_(right);

    /// <inheritdoc cref="torch.remainder_(Tensor, Tensor)"/>
    public static GraphValue remainder_(GraphValue left, GraphValue right) => left.remainder_(right);

    /// <inheritdoc cref="torch.round_(Tensor, long)"/>
    public static GraphValue round_(GraphValue input, long decimals = 0) => input.round_(decimals);

    /// <inheritdoc cref="torch.rsqrt_(Tensor)"/>
    public static GraphValue rsqrt_(GraphValue input) => input.rsqrt_();

    /// <inheritdoc cref="torch.sigmoid_(Tensor)"/>
    public static GraphValue sigmoid_(GraphValue input) => input.sigmoid_();

    /// <inheritdoc cref="torch.sign_(Tensor)"/>
    public static GraphValue sign_(GraphValue input) => input.sign_();

    /// <inheritdoc cref="torch.sin_(Tensor)"/>
    public static GraphValue sin_(GraphValue input) => input.sin_();

    /// <inheritdoc cref="torch.sinh_(Tensor)"/>
    public static GraphValue sinh_(GraphValue input) => input.sinh_();

    /// <inheritdoc cref="torch.sqrt_(Tensor)"/>
    public static GraphValue sqrt_(GraphValue input) => input.sqrt_();

    /// <inheritdoc cref="torch.squeeze_(Tensor, long?)"/>
    public static GraphValue squeeze_(GraphValue input, long? dim = null) => input.squeeze_(dim);

    /// <inheritdoc cref="torch.sub_(Tensor, Scalar)"/>
    public static GraphValue sub_(GraphValue left, Scalar right) => left.sub_(right);

    /// <inheritdoc cref="torch.sub_(Tensor, Tensor)"/>
    public static GraphValue sub_(GraphValue left, GraphValue right) => left.sub_(right);

    /// <inheritdoc cref="torch.subtract_(Tensor, Scalar)"/>
    public static GraphValue subtract_(GraphValue left, Scalar right) => left.subtract_(right);

    /// <inheritdoc cref="torch.subtract_(Tensor, Tensor)"/>
    public static GraphValue subtract_(GraphValue left, GraphValue right) => left.subtract_(right);

    /// <inheritdoc cref="torch.tan_(Tensor)"/>
    public static GraphValue tan_(GraphValue input) => input.tan_();

    /// <inheritdoc cref="torch.tanh_(Tensor)"/>
    public static GraphValue tanh_(GraphValue input) => input.tanh_();

    /// <inheritdoc cref="torch.tril_(Tensor, long)"/>
    public static GraphValue tril_(GraphValue input, long diagonal = 0) => input.tril_(diagonal);

    /// <inheritdoc cref="torch.triu_(Tensor, long)"/>
    public static GraphValue triu_(GraphValue input, long diagonal = 0) => input.triu_(diagonal);

    /// <inheritdoc cref="torch.true_divide_(Tensor, Tensor)"/>
    public static GraphValue true_divide_(GraphValue dividend, GraphValue divisor) => dividend.true_divide_(divisor);

    /// <inheritdoc cref="torch.trunc_(Tensor)"/>
    public static GraphValue trunc_(GraphValue input) => input.trunc_();

    /// <inheritdoc cref="torch.unsqueeze_(Tensor, long)"/>
    public static GraphValue unsqueeze_(GraphValue input, long dim) => input.unsqueeze_(dim);
}
