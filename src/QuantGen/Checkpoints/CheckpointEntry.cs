using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>One tensor of a checkpoint file.</summary>
/// <param name="Key">Its state_dict key.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Offset">Where in the file the memory begins that its elements are in.</param>
/// <param name="Length">How many bytes that memory takes. Entries may share it, but it does not overlap with another's.</param>
internal sealed record CheckpointEntry(string Key, ScalarType Type, long[] Shape, long Offset, long Length)
{
    /// <summary>What an entry takes in an index, its key and extents aside.</summary>
    public const int Cost = 200;

    /// <summary>The distances of its elements in that memory along each axis; null when they lie row by row and fill it.</summary>
    public long[]? Strides { get; init; }

    /// <summary>Which element of that memory is its first.</summary>
    public long Start { get; init; }

    /// <summary>Type and extents for messages: <c>Float32 [16, 3, 3, 3]</c>.</summary>
    public string Description => Describe(Type, Shape);

    /// <summary>Type and extents for messages: <c>Float32 [16, 3, 3, 3]</c>.</summary>
    public static string Describe(ScalarType type, ReadOnlySpan<long> shape) => $"{type} [{string.Join(", ", shape.ToArray())}]";

    /// <summary>How many bytes elements take; null when there are more than a file can hold.</summary>
    public static long? LengthOf(ScalarType type, ReadOnlySpan<long> shape)
    {
        // A product that is beyond 63 bits can still become 0 by a later extent.
        var length = (Int128)SizeOf(type);
        foreach (var extent in shape)
            length = length > long.MaxValue && extent > 0 ? length : length * extent;

        return length <= long.MaxValue ? (long)length : null;
    }

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
