using System.Text.Json;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints.Safetensors;

/// <summary>The types of elements in safetensors files, by the names they have there.</summary>
internal static class SafetensorsTypes
{
    private static readonly (string Name, ScalarType Type)[] All =
    [
        ("F32", ScalarType.Float32), ("F16", ScalarType.Float16), ("BF16", ScalarType.BFloat16), ("F64", ScalarType.Float64),
        ("I64", ScalarType.Int64), ("I32", ScalarType.Int32), ("I16", ScalarType.Int16), ("I8", ScalarType.Int8),
        ("U8", ScalarType.Byte), ("BOOL", ScalarType.Bool),
    ];

    /// <summary>The type whose name a reader is at, or null when torch has none.</summary>
    public static ScalarType? Parse(ref Utf8JsonReader name)
    {
        foreach (var known in All)
        {
            if (name.ValueTextEquals(known.Name))
                return known.Type;
        }

        return null;
    }

    /// <summary>The name of a type, or null when the format has none, as for complex numbers.</summary>
    public static string? NameOf(ScalarType type)
    {
        foreach (var known in All)
        {
            if (known.Type == type)
                return known.Name;
        }

        return null;
    }

    /// <summary>The type that holds values of a .NET type.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static ScalarType Of<T>()
        where T : unmanaged => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.Boolean => ScalarType.Bool,
        _ => throw new NotSupportedException($"A safetensors file holds no {typeof(T).Name}."),
    };
}
