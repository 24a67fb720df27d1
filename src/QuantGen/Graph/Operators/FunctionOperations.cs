using static QuantGen.Graph.Operators.Definitions;

namespace QuantGen.Graph.Operators;

/// <summary>Functions of elements that mathematics has names for.</summary>
internal static class FunctionOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        UnaryFloat("Sqrt", static (_, x) => x.sqrt()),
        UnaryFloat("Exp", static (_, x) => x.exp()),
        UnaryFloat("Log", static (_, x) => x.log()),
        UnaryFloat("Erf", static (_, x) => x.erf()),
        UnaryFloat("Sin", static (_, x) => x.sin()),
        UnaryFloat("Cos", static (_, x) => x.cos()),
        UnaryFloat("Tan", static (_, x) => x.tan()),
        UnaryFloat("Asin", static (_, x) => x.asin()),
        UnaryFloat("Acos", static (_, x) => x.acos()),
        UnaryFloat("Atan", static (_, x) => x.atan()),
        UnaryFloat("Sinh", static (_, x) => x.sinh()),
        UnaryFloat("Cosh", static (_, x) => x.cosh()),
        UnaryFloat("Tanh", static (_, x) => x.tanh()),
    ];
}
