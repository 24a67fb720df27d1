using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Functions of elements.</content>
public static partial class GraphTorch
{
    /// <inheritdoc cref="torch.abs(Tensor)"/>
    public static GraphValue abs(GraphValue input) => input.abs();

    /// <inheritdoc cref="torch.absolute(Tensor)"/>
    public static GraphValue absolute(GraphValue input) => input.absolute();

    /// <inheritdoc cref="torch.acos(Tensor)"/>
    public static GraphValue acos(GraphValue input) => input.acos();

    /// <inheritdoc cref="torch.asin(Tensor)"/>
    public static GraphValue asin(GraphValue input) => input.asin();

    /// <inheritdoc cref="torch.atan(Tensor)"/>
    public static GraphValue atan(GraphValue input) => input.atan();

    /// <inheritdoc cref="torch.ceil(Tensor)"/>
    public static GraphValue ceil(GraphValue input) => input.ceil();

    /// <inheritdoc cref="torch.cos(Tensor)"/>
    public static GraphValue cos(GraphValue input) => input.cos();

    /// <inheritdoc cref="torch.cosh(Tensor)"/>
    public static GraphValue cosh(GraphValue input) => input.cosh();

    /// <inheritdoc cref="torch.erf(Tensor)"/>
    public static GraphValue erf(GraphValue input) => input.erf();

    /// <inheritdoc cref="torch.exp(Tensor)"/>
    public static GraphValue exp(GraphValue input) => input.exp();

    /// <inheritdoc cref="torch.exp2(Tensor)"/>
    public static GraphValue exp2(GraphValue input) => input.exp2();

    /// <inheritdoc cref="torch.expm1(Tensor)"/>
    public static GraphValue expm1(GraphValue input) => input.expm1();

    /// <inheritdoc cref="torch.fix(Tensor)"/>
    public static GraphValue fix(GraphValue input) => input.fix();

    /// <inheritdoc cref="torch.floor(Tensor)"/>
    public static GraphValue floor(GraphValue input) => input.floor();

    /// <inheritdoc cref="torch.frac(Tensor)"/>
    public static GraphValue frac(GraphValue input) => input.frac();

    /// <inheritdoc cref="torch.log(Tensor)"/>
    public static GraphValue log(GraphValue input) => input.log();

    /// <inheritdoc cref="torch.log10(Tensor)"/>
    public static GraphValue log10(GraphValue input) => input.log10();

    /// <inheritdoc cref="torch.log1p(Tensor)"/>
    public static GraphValue log1p(GraphValue input) => input.log1p();

    /// <inheritdoc cref="torch.log2(Tensor)"/>
    public static GraphValue log2(GraphValue input) => input.log2();

    /// <inheritdoc cref="torch.neg(Tensor)"/>
    public static GraphValue neg(GraphValue input) => input.neg();

    /// <inheritdoc cref="torch.negative(Tensor)"/>
    public static GraphValue negative(GraphValue input) => input.negative();

    /// <inheritdoc cref="torch.positive(Tensor)"/>
    public static GraphValue positive(GraphValue input) => input.positive();

    /// <inheritdoc cref="torch.reciprocal(Tensor)"/>
    public static GraphValue reciprocal(GraphValue input) => input.reciprocal();

    /// <inheritdoc cref="torch.round(Tensor, long)"/>
    public static GraphValue round(GraphValue input, long decimals = 0) => input.round(decimals);

    /// <inheritdoc cref="torch.rsqrt(Tensor)"/>
    public static GraphValue rsqrt(GraphValue input) => input.rsqrt();

    /// <inheritdoc cref="torch.sigmoid(Tensor)"/>
    public static GraphValue sigmoid(GraphValue input) => input.sigmoid();

    /// <inheritdoc cref="torch.sign(Tensor)"/>
    public static GraphValue sign(GraphValue input) => input.sign();

    /// <inheritdoc cref="torch.sin(Tensor)"/>
    public static GraphValue sin(GraphValue input) => input.sin();

    /// <inheritdoc cref="torch.sinh(Tensor)"/>
    public static GraphValue sinh(GraphValue input) => input.sinh();

    /// <inheritdoc cref="torch.sqrt(Tensor)"/>
    public static GraphValue sqrt(GraphValue input) => input.sqrt();

    /// <inheritdoc cref="torch.square(Tensor)"/>
    public static GraphValue square(GraphValue input) => input.square();

    /// <inheritdoc cref="torch.tan(Tensor)"/>
    public static GraphValue tan(GraphValue input) => input.tan();

    /// <inheritdoc cref="torch.tanh(Tensor)"/>
    public static GraphValue tanh(GraphValue input) => input.tanh();

    /// <inheritdoc cref="torch.trunc(Tensor)"/>
    public static GraphValue trunc(GraphValue input) => input.trunc();

    /// <inheritdoc cref="torch.softmax(Tensor, int, ScalarType?)"/>
    public static GraphValue softmax(GraphValue input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
}
