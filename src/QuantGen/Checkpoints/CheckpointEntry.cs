using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>One tensor of a checkpoint file.</summary>
/// <param name="key">Its state_dict key.</param>
/// <param name="type">The type of its elements.</param>
/// <param name="shape">Its extents.</param>
/// <param name="offset">Where in the file the memory begins that its elements are in.</param>
/// <param name="length">How many bytes that memory takes. Entries may share it, but it does not overlap with another's.</param>
internal sealed class CheckpointEntry(string key, ScalarType type, long[] shape, long offset, long length)
{
    /// <summary>What an entry takes besides its key, extents and strides: itself, and its places in lists.</summary>
    public const int Cost = 104;

    /// <summary>Its state_dict key.</summary>
    public string Key { get; private set; } = key;

    /// <summary>The type of its elements.</summary>
    public ScalarType Type { get; } = type;

    /// <summary>Its extents.</summary>
    public long[] Shape { get; } = shape;

    /// <summary>Where in the file the memory begins that its elements are in.</summary>
    public long Offset { get; } = offset;

    /// <summary>How many bytes that memory takes. Entries may share it, but it does not overlap with another's.</summary>
    public long Length { get; } = length;

    /// <summary>The distances of its elements in that memory along each axis; null when they lie row by row and fill it.</summary>
    public long[]? Strides { get; init; }

    /// <summary>Which element of that memory is its first.</summary>
    public long Start { get; init; }

    /// <summary>Type and extents for messages: <c>Float32 [16, 3, 3, 3]</c>.</summary>
    public string Description => Describe(Type, Shape);

    /// <summary>Type and extents for messages: <c>Float32 [16, 3, 3, 3]</c>.</summary>
    public static string Describe(ScalarType type, ReadOnlySpan<long> shape) => $"{type} [{string.Join(", ", shape.ToArray())}]";

    /// <summary>Gives it another key.</summary>
    public void Rename(string key) => Key = key;

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
