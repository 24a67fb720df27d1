using static QuantGen.Graph.Operators.Definitions;
using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Arithmetic of elements.</summary>
internal static class ArithmeticOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        Binary("Add", static (a, b) => a + b),
        Binary("Sub", static (a, b) => a - b),
        Binary("Mul", static (a, b) => a * b),
        Binary("Div", static (a, b) => a.is_integral() ? a.div(b, RoundingMode.trunc) : a / b),
        new(
            "Mod",
            "A B",
            static call => [new(SameType(call, 0, 1), call.Broadcast(call[0], call[1]))],
            static (call, inputs) => [call.Flag("fmod") ? inputs[0]!.fmod(inputs[1]!) : inputs[0]!.remainder(inputs[1]!)],
            OperationAttribute.Integer("fmod", 0)),
        new("Pow", "X Y", static call => [new(call[0].ElementType, call.Broadcast(call[0], call[1]))], static (_, inputs) => [inputs[0]!.pow(inputs[1]!).to(inputs[0]!.dtype)]),
        Extreme("Min", static (a, b) => a.minimum(b)),
        Extreme("Max", static (a, b) => a.maximum(b)),
        Unary("Neg", static (_, x) => x.neg()),
        Unary("Abs", static (_, x) => x.abs()),
        Unary("Sign", static (_, x) => x.sign()),
        UnaryFloat("Reciprocal", static (_, x) => x.reciprocal()),
        UnaryFloat("Floor", static (_, x) => x.floor()),
        UnaryFloat("Ceil", static (_, x) => x.ceil()),
        UnaryFloat("Round", static (_, x) => x.round()),
        new(
            "Clip",
            "X",
            static call => [call[0]],
            static (call, inputs) => [inputs[0]!.clamp(Bound(call, "min"), Bound(call, "max"))],
            OperationAttribute.Optional("min", AttributeKind.Float),
            OperationAttribute.Optional("max", AttributeKind.Float)),
    ];

    private static GraphOperation Extreme(string name, Func<Tensor, Tensor, Tensor> evaluate) => new(
        name,
        "X...",
        static call =>
        {
            for (var i = 1; i < call.Count; i++)
                SameType(call, 0, i);

            return [new(call[0].ElementType, call.Broadcast(call.All))];
        },
        (_, inputs) => [inputs.Select(static input => input!).Aggregate(evaluate).alias()]);

    // A whole bound keeps integers integers.
    private static TorchSharp.Scalar? Bound(OperationCall call, string name) => call.OptionalFloat(name) switch
    {
        null => null,
        { } bound when call[0].ElementType.IsInteger() => (long)bound,
        { } bound => bound,
    };
}
