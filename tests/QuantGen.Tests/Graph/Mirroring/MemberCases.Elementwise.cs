using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Mirroring;

/// <content>Functions of elements.</content>
internal static partial class MemberCases
{
    private static Type[] Numbers => [typeof(int), typeof(long), typeof(float), typeof(double)];

    private static IEnumerable<MemberCase> Functions =>
    [
        .. Each(AndInPlace("abs", "absolute", "neg", "sign", "exp", "exp2", "expm1", "erf", "sin", "cos", "tan", "atan", "sinh", "cosh", "floor", "ceil", "trunc", "fix", "frac", "round"), F(2, 3)),
        .. Each(["negative", "positive", "square"], F(2, 3)),
        .. Each(["abs", "floor", "ceil", "round", "trunc", "sign", "neg", "exp", "sqrt"], W(4, 3)),
        .. Each(["round", "floor", "ceil", "trunc"], H(5, 3)),
        .. Each(AndInPlace("sqrt", "rsqrt", "reciprocal", "log", "log2", "log10", "log1p"), P(2, 3)),
        .. Each(AndInPlace("asin", "acos"), U(2, 3)),
        .. Each(AndInPlace("round"), F(3, 3), 1L),
        .. Each(AndInPlace("round"), F(3, 3), -1L),
    ];

    private static IEnumerable<MemberCase> Activations =>
    [
        .. Each(AndInPlace("relu", "relu6", "selu", "celu", "gelu", "silu", "sigmoid", "hardsigmoid", "hardswish", "tanh", "elu"), F(3, 4)),
        .. Each(["log_sigmoid", "softplus"], F(3, 4)),
        .. Each(AndInPlace("leaky_relu"), F(3, 4), S(0.2)),
        .. Each(AndInPlace("elu"), F(3, 4), 0.5),
        .. Each(AndInPlace("celu"), F(3, 4), S(0.5)),
        .. Each(AndInPlace("hardtanh"), F(3, 4), S(-0.5), S(0.75)),
        .. Each(AndInPlace("threshold"), F(3, 4), S(0.1), S(-7)),
        Case("softplus", F(3, 4), 2.0, 1.0),
        Case("softplus", F(3, 4), 0.5),
        Case("prelu", F(2, 3, 4), F(3)),
        Case("prelu", F(2, 3), F(1)),
        Case("glu", F(2, 6), 1L),
        Case("glu", F(2, 6)),
        Case("softmax", F(2, 3, 4), 1L),
        Case("softmax", F(2, 3, 4), -1),
        Case("softmax", F(2, 3), -1L, ScalarType.Float32),
        Case("log_softmax", F(2, 3, 4), 2L),
    ];

    private static IEnumerable<MemberCase> Arithmetic =>
    [
        .. Each(AndInPlace("add", "sub", "mul", "div", "subtract", "divide", "true_divide"), F(2, 3), F(3)),
        .. Each(AndInPlace("add", "sub", "mul", "div", "subtract", "divide", "true_divide"), F(2, 3), S(1.5)),
        .. Each(["multiply", "add", "sub", "mul", "div"], F(2, 3), W(2, 3)),
        .. Each(["add", "sub", "mul", "div", "multiply", "true_divide"], W(2, 3), N(3)),
        .. Each(["add", "sub", "mul", "div", "multiply"], W(2, 3), S(0.5)),
        .. Each(["add", "mul"], B(2, 3), F(2, 3)),
        .. Each(["add", "mul"], B(2, 3), B(3)),
        .. Each(AndInPlace("add"), F(2, 3), F(2, 3), S(0.5)),
        .. Each(AndInPlace("add"), F(2, 3), S(2), S(0.5)),
        .. Each(AndInPlace("div", "divide"), F(2, 3), S(0.7), RoundingMode.floor),
        .. Each(AndInPlace("div", "divide"), F(2, 3), P(2, 3), RoundingMode.trunc),
        .. Each(["div", "divide"], W(4, 3), N(3), RoundingMode.floor),
        .. Each(["div", "divide"], W(4, 3), N(-3), RoundingMode.trunc),
        .. Each(AndInPlace("floor_divide"), F(3, 3), P(3, 3)),
        .. Each(AndInPlace("floor_divide"), F(3, 3), S(0.75)),
        .. Each(AndInPlace("remainder", "fmod"), F(4, 3), P(4, 3)),
        .. Each(AndInPlace("remainder", "fmod"), F(4, 3), S(-0.75)),
        .. Each(["remainder", "fmod"], W(4, 3), N(-3)),
        .. Each(AndInPlace("pow"), P(2, 3), F(3)),
        .. Each(AndInPlace("pow"), F(2, 3), N(2)),
        Case("pow", P(2, 3), S(0.5)),
        .. Each(AndInPlace("addcmul", "addcdiv"), F(2, 3), F(2, 3), P(2, 3), S(0.5)),
        .. Each(AndInPlace("addcdiv"), F(2, 3), F(2, 3), P(2, 3)),
        .. Each(["maximum", "minimum", "max", "min"], F(2, 3), F(3)),
        .. Each(AndInPlace("clamp"), F(2, 3), S(-0.5), S(0.5)),
        .. Each(AndInPlace("clamp"), F(2, 3), F(3), P(3)),
        Case("clip", F(2, 3), S(-0.5), S(0.5)),
        Case("clamp", W(2, 3), N(-2), N(2)),
        .. Each(AndInPlace("clamp_min", "clamp_max"), F(2, 3), S(0.25)),
        Case("zero_", F(2, 3)),
        Case("fill_", F(2, 3), S(1.5)),
        Case("masked_fill_", F(2, 3), B(2, 3), S(1.5)),
        Case("masked_fill", F(2, 3), B(3), S(double.NegativeInfinity)),
    ];

    private static IEnumerable<MemberCase> Operators =>
    [
        .. ((string[])["op_Addition", "op_Subtraction", "op_Multiply", "op_Division", "op_Modulus"]).SelectMany(Both),
        Case("op_UnaryNegation", F(2, 3)),
        .. Each(["op_Equality", "op_Inequality", "op_LessThan", "op_LessThanOrEqual", "op_GreaterThan", "op_GreaterThanOrEqual"], H(4, 3), H(4, 3)),
        .. Each(["op_Equality", "op_Inequality", "op_LessThan", "op_LessThanOrEqual", "op_GreaterThan", "op_GreaterThanOrEqual"], H(4, 3), S(0.5)),
        .. Each(["op_Equality", "op_Inequality", "op_LessThan", "op_LessThanOrEqual", "op_GreaterThan", "op_GreaterThanOrEqual"], S(0.5), H(4, 3)),
        .. Each(["op_BitwiseAnd", "op_BitwiseOr", "op_ExclusiveOr"], B(2, 3), B(3)),
        Case("op_OnesComplement", B(2, 3)),
    ];

    private static IEnumerable<MemberCase> Comparisons =>
    [
        .. Each(["eq", "ne", "lt", "le", "gt", "ge", "equal"], H(4, 3), H(3)),
        .. Each(["eq", "ne", "lt", "le", "gt", "ge"], H(4, 3), S(0.5)),
        .. Each(["eq", "lt"], W(4, 3), S(0.5)),
        .. Each(["eq", "gt"], W(4, 3), N(1)),
        .. Each(["not_equal", "greater", "greater_equal", "less", "less_equal"], H(4, 3), H(4, 3)),
        .. Each(["logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor"], B(4, 3), B(3)),
        .. Each(["logical_and", "logical_or"], W(4, 3), F(3)),
        .. Each(["logical_not", "bitwise_not"], B(4, 3)),
        .. Each(["isnan", "isinf", "isfinite"], F(2, 3)),
        Case("GraphValue.where", F(2, 3), B(2, 3), F(3)),
        Case("GraphTorch.where", B(2, 3), F(2, 3), W(3)),
    ];

    private static IEnumerable<MemberCase> Both(string name) =>
    [
        Case(name, F(2, 3), P(3)),
        Case(name, F(2, 3), S(1.25)),
        Case(name, W(2, 3), S(1.25)),
        .. Numbers.Select(type => Case(name, F(2, 3), Convert.ChangeType(2, type, System.Globalization.CultureInfo.InvariantCulture))),
        .. name == "op_Modulus" ? [] : Numbers.Select(type => Case(name, Convert.ChangeType(2, type, System.Globalization.CultureInfo.InvariantCulture), P(2, 3))),
        .. name == "op_Modulus" ? [] : (MemberCase[])[Case(name, S(1.25), P(2, 3)), Case(name, N(3), W(2, 3))],
    ];
}
