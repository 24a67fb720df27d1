using static QuantGen.Graph.Operators.Definitions;
using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Comparisons, truth values and types.</summary>
internal static class ComparisonOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        Comparison("Equal", static (a, b) => a.eq(b)),
        Comparison("Greater", static (a, b) => a.gt(b)),
        Comparison("Less", static (a, b) => a.lt(b)),
        Comparison("GreaterOrEqual", static (a, b) => a.ge(b)),
        Comparison("LessOrEqual", static (a, b) => a.le(b)),
        Logical("And", static (a, b) => a.logical_and(b)),
        Logical("Or", static (a, b) => a.logical_or(b)),
        Logical("Xor", static (a, b) => a.logical_xor(b)),
        new("Not", "X", NotType, static (_, inputs) => [inputs[0]!.logical_not()]),
        new("IsNaN", "X", static call => [new(GraphElementType.Bool, Float(call).Shape)], static (_, inputs) => [inputs[0]!.isnan()]),
        new("IsInf", "X", static call => [new(GraphElementType.Bool, Float(call).Shape)], static (_, inputs) => [inputs[0]!.isinf()]),
        new("Where", "condition X Y", WhereType, static (_, inputs) => [where(inputs[0]!, inputs[1]!, inputs[2]!)]),
        new(
            "Cast",
            "input",
            static call => [new(Target(call), call[0].Shape)],
            static (call, inputs) => [inputs[0]!.to(Target(call).ToScalarType()).alias()],
            OperationAttribute.Required("to", AttributeKind.Text)),
    ];

    private static IReadOnlyList<GraphType> NotType(OperationCall call)
    {
        call.Require(0, GraphElementType.Bool);
        return [call[0]];
    }

    private static IReadOnlyList<GraphType> WhereType(OperationCall call)
    {
        call.Require(0, GraphElementType.Bool);
        return [new(SameType(call, 1, 2), call.Broadcast(call[0], call[1], call[2]))];
    }

    private static GraphElementType Target(OperationCall call) => Enum.TryParse<GraphElementType>(call.Text("to"), out var type) && Enum.IsDefined(type)
        ? type
        : throw call.Problem($"to is {call.Text("to")} and must be one of {string.Join(", ", Enum.GetNames<GraphElementType>())}");
}
