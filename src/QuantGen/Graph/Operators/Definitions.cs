using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>Forms that many definitions have.</summary>
internal static class Definitions
{
    /// <summary>An operation with one input, whose result is of the input's type and shape.</summary>
    public static GraphOperation Unary(string name, Func<OperationCall, Tensor, Tensor> evaluate, params IReadOnlyList<OperationAttribute> attributes) =>
        new(name, "X", static call => [call[0]], (call, inputs) => [evaluate(call, inputs[0]!)], attributes);

    /// <summary>The same, for floating-point numbers only.</summary>
    public static GraphOperation UnaryFloat(string name, Func<OperationCall, Tensor, Tensor> evaluate, params IReadOnlyList<OperationAttribute> attributes) =>
        new(name, "X", static call => [Float(call)], (call, inputs) => [evaluate(call, inputs[0]!)], attributes);

    /// <summary>An operation on two operands that broadcast, whose result is of their type.</summary>
    public static GraphOperation Binary(string name, Func<Tensor, Tensor, Tensor> evaluate) =>
        new(name, "A B", static call => [new(SameType(call, 0, 1), call.Broadcast(call[0], call[1]))], (_, inputs) => [evaluate(inputs[0]!, inputs[1]!)]);

    /// <summary>An operation on two operands of one type that broadcast, whose results are truth values.</summary>
    public static GraphOperation Comparison(string name, Func<Tensor, Tensor, Tensor> evaluate) =>
        new(
            name,
            "A B",
            static call =>
            {
                SameType(call, 0, 1);
                return [new(GraphElementType.Bool, call.Broadcast(call[0], call[1]))];
            },
            (_, inputs) => [evaluate(inputs[0]!, inputs[1]!)]);

    /// <summary>An operation on two truth values.</summary>
    public static GraphOperation Logical(string name, Func<Tensor, Tensor, Tensor> evaluate) =>
        new(
            name,
            "A B",
            static call =>
            {
                call.Require(0, GraphElementType.Bool);
                call.Require(1, GraphElementType.Bool);
                return [new(GraphElementType.Bool, call.Broadcast(call[0], call[1]))];
            },
            (_, inputs) => [evaluate(inputs[0]!, inputs[1]!)]);

    /// <summary>The type of the first input, which must be float32.</summary>
    public static GraphType Float(OperationCall call)
    {
        call.Require(0, GraphElementType.Float32);
        return call[0];
    }

    /// <summary>The type that two inputs must have in common.</summary>
    public static GraphElementType SameType(OperationCall call, int left, int right)
    {
        call.Require(right, call[left].ElementType);
        return call[left].ElementType;
    }
}
