using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Functions of elements.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.abs()"/>
    public GraphValue abs() => Unary("Abs");

    /// <inheritdoc cref="Tensor.absolute()"/>
    public GraphValue absolute() => Unary("Abs");

    /// <inheritdoc cref="Tensor.neg()"/>
    public GraphValue neg() => Unary("Neg");

    /// <inheritdoc cref="Tensor.negative()"/>
    public GraphValue negative() => Unary("Neg");

    /// <inheritdoc cref="Tensor.positive()"/>
    public GraphValue positive() => this;

    /// <inheritdoc cref="Tensor.sign()"/>
    public GraphValue sign() => Unary("Sign");

    /// <inheritdoc cref="Tensor.sqrt()"/>
    public GraphValue sqrt() => FloatUnary("Sqrt");

    /// <inheritdoc cref="Tensor.rsqrt()"/>
    public GraphValue rsqrt() => sqrt().reciprocal();

    /// <inheritdoc cref="Tensor.square()"/>
    public GraphValue square() => Binary("Mul", this);

    /// <inheritdoc cref="Tensor.reciprocal()"/>
    public GraphValue reciprocal() => FloatUnary("Reciprocal");

    /// <inheritdoc cref="Tensor.exp()"/>
    public GraphValue exp() => FloatUnary("Exp");

    /// <inheritdoc cref="Tensor.exp2()"/>
    public GraphValue exp2() => Binary("Pow", Number(2f, GraphElementType.Float32), AsFloat());

    /// <inheritdoc cref="Tensor.expm1()"/>
    public GraphValue expm1() => exp().sub(1);

    /// <inheritdoc cref="Tensor.log()"/>
    public GraphValue log() => FloatUnary("Log");

    /// <inheritdoc cref="Tensor.log2()"/>
    public GraphValue log2() => log().mul(1 / MathF.Log(2));

    /// <inheritdoc cref="Tensor.log10()"/>
    public GraphValue log10() => log().mul(1 / MathF.Log(10));

    /// <inheritdoc cref="Tensor.log1p()"/>
    public GraphValue log1p() => add(1f).log();

    /// <inheritdoc cref="Tensor.erf()"/>
    public GraphValue erf() => FloatUnary("Erf");

    /// <inheritdoc cref="Tensor.sin()"/>
    public GraphValue sin() => FloatUnary("Sin");

    /// <inheritdoc cref="Tensor.cos()"/>
    public GraphValue cos() => FloatUnary("Cos");

    /// <inheritdoc cref="Tensor.tan()"/>
    public GraphValue tan() => FloatUnary("Tan");

    /// <inheritdoc cref="Tensor.asin()"/>
    public GraphValue asin() => FloatUnary("Asin");

    /// <inheritdoc cref="Tensor.acos()"/>
    public GraphValue acos() => FloatUnary("Acos");

    /// <inheritdoc cref="Tensor.atan()"/>
    public GraphValue atan() => FloatUnary("Atan");

    /// <inheritdoc cref="Tensor.sinh()"/>
    public GraphValue sinh() => FloatUnary("Sinh");

    /// <inheritdoc cref="Tensor.cosh()"/>
    public GraphValue cosh() => FloatUnary("Cosh");

    /// <inheritdoc cref="Tensor.floor()"/>
    public GraphValue floor() => WholeUnary("Floor");

    /// <inheritdoc cref="Tensor.ceil()"/>
    public GraphValue ceil() => WholeUnary("Ceil");

    /// <inheritdoc cref="Tensor.round(long)"/>
    public GraphValue round(long decimals = 0) => Rounded(decimals);

    /// <inheritdoc cref="Tensor.trunc()"/>
    public GraphValue trunc() => Truncated();

    /// <inheritdoc cref="Tensor.fix()"/>
    public GraphValue fix() => Truncated();

    /// <inheritdoc cref="Tensor.frac()"/>
    public GraphValue frac() => sub(trunc());
}
