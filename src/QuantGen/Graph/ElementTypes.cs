using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>How the types of torch and those of graphs go together.</summary>
internal static class ElementTypes
{
    /// <summary>The type that a tensor's elements have in a graph: every floating-point type is float32 there.</summary>
    /// <exception cref="GraphException">The elements are complex.</exception>
    public static GraphElementType Of(ScalarType type) => type switch
    {
        ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16 => GraphElementType.Float32,
        ScalarType.Int64 => GraphElementType.Int64,
        ScalarType.Int32 => GraphElementType.Int32,
        ScalarType.Int16 => GraphElementType.Int16,
        ScalarType.Int8 => GraphElementType.Int8,
        ScalarType.Byte => GraphElementType.UInt8,
        ScalarType.Bool => GraphElementType.Bool,
        _ => throw new GraphException($"A graph holds no elements of type {type}; use float32, an integer type or truth values."),
    };

    /// <summary>Torch's type for elements of a graph.</summary>
    /// <exception cref="GraphException">Torch has no such type.</exception>
    public static ScalarType ToScalarType(this GraphElementType type) => type switch
    {
        GraphElementType.Float32 => ScalarType.Float32,
        GraphElementType.Int64 => ScalarType.Int64,
        GraphElementType.Int32 => ScalarType.Int32,
        GraphElementType.Int16 => ScalarType.Int16,
        GraphElementType.Int8 => ScalarType.Int8,
        GraphElementType.UInt8 => ScalarType.Byte,
        GraphElementType.Bool => ScalarType.Bool,
        _ => throw new GraphException($"Torch has no tensors of {type}."),
    };

    /// <summary>Whether the elements are integers; truth values are not.</summary>
    public static bool IsInteger(this GraphElementType type) => type is not (GraphElementType.Float32 or GraphElementType.Bool);

    /// <summary>
    /// A tensor as graphs hold it, without gradient, on the processor and of a type that graphs have: a new handle of the same memory where that is what it is already, else a copy.
    /// </summary>
    public static Tensor Normalized(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var type = Of(tensor.dtype).ToScalarType();
        var result = tensor.detach();
        if (result.device_type != DeviceType.CPU)
            result = result.cpu();
        if (result.dtype != type)
            result = result.to(type);
        return result.contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The type of the result of two operands: that of torch, which looks at numbers and scalars only where no tensor of dimensions is of their kind.</summary>
    /// <param name="left">A type, and how little it counts: 0 with dimensions, 1 without, 2 a number of C#.</param>
    /// <param name="right">The other.</param>
    public static GraphElementType Promote((GraphElementType Type, int Weakness) left, (GraphElementType Type, int Weakness) right)
    {
        if (Kind(left.Type) != Kind(right.Type))
            return Kind(left.Type) > Kind(right.Type) ? left.Type : right.Type;
        if (left.Weakness != right.Weakness)
            return left.Weakness < right.Weakness ? left.Type : right.Type;

        return Wider(left.Type, right.Type);
    }

    private static int Kind(GraphElementType type) => type switch { GraphElementType.Bool => 0, GraphElementType.Float32 => 2, _ => 1 };

    private static GraphElementType Wider(GraphElementType left, GraphElementType right) => (left, right) switch
    {
        _ when left == right => left,
        (GraphElementType.UInt8, GraphElementType.Int8) or (GraphElementType.Int8, GraphElementType.UInt8) => GraphElementType.Int16,
        _ => Width(left) >= Width(right) ? left : right,
    };

    private static int Width(GraphElementType type) => type switch
    {
        GraphElementType.Int64 => 8,
        GraphElementType.Int32 => 4,
        GraphElementType.Int16 or GraphElementType.UInt16 => 2,
        _ => 1,
    };
}
