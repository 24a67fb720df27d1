using System.Buffers.Binary;
using System.Text.Unicode;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>The part of a file that holds pickled objects.</summary>
/// <param name="window">The file.</param>
/// <param name="start">Where the part begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="path">The file's name for messages.</param>
internal sealed class PickleInput(FileWindow window, long start, long end, string path)
{
    /// <summary>The longest name of a class or function.</summary>
    public const int LongestName = 256;

    /// <summary>Where the next instruction is.</summary>
    public long Position { get; private set; } = start;

    /// <summary>Reads a byte.</summary>
    /// <exception cref="CheckpointException">The part has ended.</exception>
    public byte Byte() => Next(1)[0];

    /// <summary>Reads a number of two bytes.</summary>
    /// <exception cref="CheckpointException">The part has ended.</exception>
    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort)));

    /// <summary>Reads a number of four bytes.</summary>
    /// <exception cref="CheckpointException">The part has ended.</exception>
    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(sizeof(uint)));

    /// <summary>Reads a number with its sign of so many bytes; one of more than 64 bits becomes the nearest of 64.</summary>
    /// <exception cref="CheckpointException">The part has ended.</exception>
    public long Whole(byte length)
    {
        var bytes = Next(length);
        var sign = length > 0 && (bytes[^1] & 0x80) != 0 ? -1L : 0;
        if (length > sizeof(long))
            return sign ^ long.MaxValue;

        var number = sign;
        for (var i = length - 1; i >= 0; i--)
            number = (number << 8) | bytes[i];

        return number;
    }

    /// <summary>Passes over so many bytes.</summary>
    /// <exception cref="CheckpointException">The part ends before.</exception>
    public void Skip(long length)
    {
        Require(length);
        Position += length;
    }

    /// <summary>Reads a text of so many bytes in UTF-8. What is longer than a name is passed over.</summary>
    /// <exception cref="CheckpointException">The part ends before, or the bytes are no text.</exception>
    public PickleValue Text(long length)
    {
        if (length > KeyNames.Longest || Position > PickleValue.MostPlace)
        {
            Skip(length);
            return new PickleValue(PickleKind.Other);
        }

        var text = new PickleValue(PickleKind.Text, Position, (int)length);
        return Utf8.IsValid(Next((int)length)) ? text : throw Damaged("a text in its pickle is not in UTF-8");
    }

    /// <summary>Reads a name up to the end of its line.</summary>
    /// <returns>The name, good until the next read.</returns>
    /// <exception cref="CheckpointException">The part ends before, or the line is very long.</exception>
    public ReadOnlySpan<byte> Line()
    {
        var length = Math.Min(LongestName, end - Position);
        var line = window.At(Position, (int)length);
        var count = line.IndexOf((byte)'\n');
        if (count < 0)
            throw Damaged(length < LongestName ? "its pickle is cut short" : "a name in its pickle is longer than any known one");

        Position += count + 1;
        return line[..count];
    }

    /// <summary>The error that the pickled objects are damaged.</summary>
    /// <param name="why">A clause.</param>
    public CheckpointException Damaged(string why) => new($"The file '{path}' is damaged: {why}.");

    private ReadOnlySpan<byte> Next(int count)
    {
        Require(count);
        var bytes = window.At(Position, count);
        Position += count;
        return bytes;
    }

    private void Require(long bytes)
    {
        if (bytes > end - Position)
            throw Damaged("its pickle is cut short");
    }
}
