namespace TorchSharp.Utils;

/// <summary>Whole numbers in 7-bit groups, lowest first, the top bit of a byte saying that more follow (unsigned LEB128).</summary>
internal static class Leb128
{
    internal static void Encode(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        writer.Write7BitEncodedInt64(value);
    }

    internal static long Decode(this BinaryReader reader) => reader.Read7BitEncodedInt64();
}
