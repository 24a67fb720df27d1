using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Functions of elements, in place.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.abs_()"/>
    public GraphValue abs_() => Become(abs());

    /// <inheritdoc cref="Tensor.absolute_()"/>
    public GraphValue absolute_() => Become(absolute());

    /// <inheritdoc cref="Tensor.neg_()"/>
    public GraphValue neg_() => Become(neg());

    /// <inheritdoc cref="Tensor.sqrt_()"/>
    public GraphValue sqrt_() => Become(sqrt());

    /// <inheritdoc cref="Tensor.rsqrt_()"/>
    public GraphValue rsqrt_() => Become(rsqrt());

    /// <inheritdoc cref="Tensor.reciprocal_()"/>
    public GraphValue reciprocal_() => Become(reciprocal());

    /// <inheritdoc cref="Tensor.exp_()"/>
    public GraphValue exp_() => Become(exp());

    /// <inheritdoc cref="Tensor.exp2_()"/>
    public GraphValue exp2_() => Become(exp2());

    /// <inheritdoc cref="Tensor.expm1_()"/>
    public GraphValue expm1_() => Become(expm1());

    /// <inheritdoc cref="Tensor.log_()"/>
    public GraphValue log_() => Become(log());

    /// <inheritdoc cref="Tensor.log2_()"/>
    public GraphValue log2_() => Become(log2());

    /// <inheritdoc cref="Tensor.log10_()"/>
    public GraphValue log10_() => Become(log10());

    /// <inheritdoc cref="Tensor.log1p_()"/>
    public GraphValue log1p_() => Become(log1p());

    /// <inheritdoc cref="Tensor.erf_()"/>
    public GraphValue erf_() => Become(erf());

    /// <inheritdoc cref="Tensor.sin_()"/>
    public GraphValue sin_() => Become(sin());

    /// <inheritdoc cref="Tensor.cos_()"/>
    public GraphValue cos_() => Become(cos());

    /// <inheritdoc cref="Tensor.tan_()"/>
    public GraphValue tan_() => Become(tan());

    /// <inheritdoc cref="Tensor.asin_()"/>
    public GraphValue asin_() => Become(asin());

    /// <inheritdoc cref="Tensor.acos_()"/>
    public GraphValue acos_() => Become(acos());

    /// <inheritdoc cref="Tensor.atan_()"/>
    public GraphValue atan_() => Become(atan());

    /// <inheritdoc cref="Tensor.sinh_()"/>
    public GraphValue sinh_() => Become(sinh());

    /// <inheritdoc cref="Tensor.cosh_()"/>
    public GraphValue cosh_() => Become(cosh());

    /// <inheritdoc cref="Tensor.floor_()"/>
    public GraphValue floor_() => Become(floor());

    /// <inheritdoc cref="Tensor.ceil_()"/>
    public GraphValue ceil_() => Become(ceil());

    /// <inheritdoc cref="Tensor.trunc_()"/>
    public GraphValue trunc_() => Become(trunc());

    /// <inheritdoc cref="Tensor.fix_()"/>
    public GraphValue fix_() => Become(fix());

    /// <inheritdoc cref="Tensor.frac_()"/>
    public GraphValue frac_() => Become(frac());

    /// <inheritdoc cref="Tensor.sign_()"/>
    public GraphValue sign_() => Become(sign());

    /// <inheritdoc cref="Tensor.round_(long)"/>
    public GraphValue round_(long decimals = 0) => Become(round(decimals));
}
