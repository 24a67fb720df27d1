using System.Buffers;
using System.Buffers.Binary;

namespace QuantGen.Checkpoints;

/// <summary>
/// The description of the quantizers behind the last entry of a file of TorchSharp's format, where <c>Module.load</c> does not look: eight
/// bytes <c>QuantGen</c>, the version of the description in four bytes, the description in JSON, and the length of the whole block in eight
/// bytes, numbers lowest byte first.
/// </summary>
internal static class DescriptionBlock
{
    private const int FrameLength = 8 + sizeof(int) + sizeof(long);

    private static ReadOnlySpan<byte> Mark => "QuantGen"u8;

    /// <summary>Writes a block.</summary>
    public static void Write(Stream stream, QuantizerDescriptions descriptions)
    {
        var json = descriptions.ToJson();
        Span<byte> number = stackalloc byte[sizeof(long)];
        stream.Write(Mark);
        BinaryPrimitives.WriteInt32LittleEndian(number, QuantizerDescriptions.Version);
        stream.Write(number[..sizeof(int)]);
        stream.Write(json);
        BinaryPrimitives.WriteInt64LittleEndian(number, FrameLength + json.Length);
        stream.Write(number);
    }

    /// <summary>Reads the block that fills the rest of a file.</summary>
    /// <param name="stream">The file, behind its last entry.</param>
    /// <param name="budget">What the description may take.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <returns>Null when what follows is no block.</returns>
    /// <exception cref="CheckpointException">The block is damaged, or of a later version.</exception>
    public static QuantizerDescriptions? Read(Stream stream, ReadBudget budget, string path)
    {
        var length = stream.Length - stream.Position;
        Span<byte> start = stackalloc byte[Mark.Length + sizeof(int)];
        if (length < FrameLength || stream.ReadAtLeast(start, start.Length) < start.Length || !start.StartsWith(Mark))
            return null;

        RequireVersion(BinaryPrimitives.ReadInt32LittleEndian(start[Mark.Length..]), path);
        if (length > Array.MaxLength)
            throw Damaged(path);

        budget.Take(length);
        var buffer = ArrayPool<byte>.Shared.Rent((int)length - FrameLength);
        try
        {
            var json = buffer.AsSpan(0, (int)length - FrameLength);
            Span<byte> end = stackalloc byte[sizeof(long)];
            stream.ReadExactly(json);
            stream.ReadExactly(end);
            return BinaryPrimitives.ReadInt64LittleEndian(end) == length
                ? QuantizerDescriptions.Parse(json, budget, path)
                : throw Damaged(path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            budget.Give(length);
        }
    }

    /// <summary>Refuses a description of a later version, which may say what this one would miss.</summary>
    /// <exception cref="CheckpointException">It is one.</exception>
    public static void RequireVersion(int version, string path)
    {
        if (version is < 1 or > QuantizerDescriptions.Version)
            throw new CheckpointException($"The file '{path}' describes its quantizers in version {version}, and this version of " +
                $"QuantGen reads up to {QuantizerDescriptions.Version}: update QuantGen.");
    }

    private static CheckpointException Damaged(string path) =>
        new($"The file '{path}' is damaged: the description of its quantizers has another length than it says.");
}
