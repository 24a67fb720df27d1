using QuantGen.Graph;
using static TorchSharp.torch;

namespace QuantGen.Onnx;

/// <summary>The types of elements in ONNX, in graphs, in torch and in .NET.</summary>
internal static class OnnxElementTypes
{
    /// <summary>How many bytes an element takes; 0 for types whose elements this library cannot hold.</summary>
    public static int SizeOf(OnnxElementType type) => type switch
    {
        OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.Bool => 1,
        OnnxElementType.UInt16 or OnnxElementType.Int16 or OnnxElementType.Float16 or OnnxElementType.BFloat16 => 2,
        OnnxElementType.Float or OnnxElementType.Int32 or OnnxElementType.UInt32 => 4,
        OnnxElementType.Int64 or OnnxElementType.Double or OnnxElementType.UInt64 => 8,
        _ => 0,
    };

    /// <summary>The type of the elements of a value of a graph.</summary>
    public static OnnxElementType Of(GraphElementType type) => type switch
    {
        GraphElementType.Float32 => OnnxElementType.Float,
        GraphElementType.Int64 => OnnxElementType.Int64,
        GraphElementType.Int32 => OnnxElementType.Int32,
        GraphElementType.Bool => OnnxElementType.Bool,
        GraphElementType.Int8 => OnnxElementType.Int8,
        GraphElementType.UInt8 => OnnxElementType.UInt8,
        GraphElementType.Int16 => OnnxElementType.Int16,
        GraphElementType.UInt16 => OnnxElementType.UInt16,
        _ => throw new OnnxException($"ONNX has no elements of type {type}."),
    };

    /// <summary>The type of the elements of a tensor of torch.</summary>
    /// <exception cref="OnnxException">ONNX, or this library, has none like it.</exception>
    public static OnnxElementType Of(ScalarType type) => type switch
    {
        ScalarType.Float32 => OnnxElementType.Float,
        ScalarType.Float64 => OnnxElementType.Double,
        ScalarType.Float16 => OnnxElementType.Float16,
        ScalarType.BFloat16 => OnnxElementType.BFloat16,
        ScalarType.Int64 => OnnxElementType.Int64,
        ScalarType.Int32 => OnnxElementType.Int32,
        ScalarType.Int16 => OnnxElementType.Int16,
        ScalarType.Int8 => OnnxElementType.Int8,
        ScalarType.Byte => OnnxElementType.UInt8,
        ScalarType.Bool => OnnxElementType.Bool,
        _ => throw new OnnxException($"ONNX has no elements like torch's {type}."),
    };

    /// <summary>The type of torch that holds such elements; null for none.</summary>
    public static ScalarType? ToTorch(OnnxElementType type) => type switch
    {
        OnnxElementType.Float => ScalarType.Float32,
        OnnxElementType.Double => ScalarType.Float64,
        OnnxElementType.Int64 => ScalarType.Int64,
        OnnxElementType.Int32 => ScalarType.Int32,
        OnnxElementType.Int16 => ScalarType.Int16,
        OnnxElementType.Int8 => ScalarType.Int8,
        OnnxElementType.UInt8 => ScalarType.Byte,
        OnnxElementType.Bool => ScalarType.Bool,
        _ => null,
    };

    /// <summary>The type whose elements are values of a .NET type.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static OnnxElementType Of<T>()
        where T : unmanaged => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Single => OnnxElementType.Float,
        TypeCode.Double => OnnxElementType.Double,
        TypeCode.Int64 => OnnxElementType.Int64,
        TypeCode.UInt64 => OnnxElementType.UInt64,
        TypeCode.Int32 => OnnxElementType.Int32,
        TypeCode.UInt32 => OnnxElementType.UInt32,
        TypeCode.Int16 => OnnxElementType.Int16,
        TypeCode.UInt16 => OnnxElementType.UInt16,
        TypeCode.SByte => OnnxElementType.Int8,
        TypeCode.Byte => OnnxElementType.UInt8,
        TypeCode.Boolean => OnnxElementType.Bool,
        _ => throw new NotSupportedException($"A tensor of ONNX holds no {typeof(T).Name}."),
    };
}
