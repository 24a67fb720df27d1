using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>One tensor of a checkpoint file.</summary>
/// <param name="Key">Its state_dict key.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Offset">Where in the file its elements begin.</param>
/// <param name="Length">How many bytes they take.</param>
internal sealed record CheckpointEntry(string Key, ScalarType Type, long[] Shape, long Offset, long Length)
{
    /// <summary>Type and extents for messages: <c>Float32 [16, 3, 3, 3]</c>.</summary>
    public string Description => Describe(Type, Shape);

    /// <summary>Type and extents for messages: <c>Float32 [16, 3, 3, 3]</c>.</summary>
    public static string Describe(ScalarType type, ReadOnlySpan<long> shape) => $"{type} [{string.Join(", ", shape.ToArray())}]";

    /// <summary>The size of an element in bytes; 0 for types that a checkpoint cannot hold.</summary>
    public static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => 0,
    };
}
