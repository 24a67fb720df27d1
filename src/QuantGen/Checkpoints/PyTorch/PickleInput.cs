using System.Text;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>The part of a file that holds pickled objects.</summary>
/// <param name="stream">The file, at the beginning of the part.</param>
/// <param name="end">Where the part ends.</param>
/// <param name="budget">What texts may take.</param>
/// <param name="path">The file's name for messages.</param>
internal sealed class PickleInput(Stream stream, long end, ReadBudget budget, string path)
{
    private const int LongestLine = 256;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a byte.</summary>
    /// <exception cref="CheckpointException">The part has ended.</exception>
    public byte Byte()
    {
        Require(1);
        return (byte)stream.ReadByte();
    }

    /// <summary>Fills a span.</summary>
    /// <exception cref="CheckpointException">The part has ended.</exception>
    public void Fill(Span<byte> bytes)
    {
        Require(bytes.Length);
        stream.ReadExactly(bytes);
    }

    /// <summary>Reads a text of so many bytes in UTF-8.</summary>
    /// <exception cref="CheckpointException">The part ends before, or the bytes are no text.</exception>
    public string Text(long length)
    {
        Require(length);
        budget.TakeText(length);
        Span<byte> small = stackalloc byte[LongestLine];
        var bytes = length <= small.Length ? small[..(int)length] : Large(length);
        stream.ReadExactly(bytes);
        return Decode(bytes);
    }

    /// <summary>Reads a text up to the end of its line.</summary>
    /// <exception cref="CheckpointException">The part ends before, the line is very long, or is no text.</exception>
    public string Line()
    {
        Span<byte> bytes = stackalloc byte[LongestLine];
        for (var length = 0; length < bytes.Length; length++)
        {
            bytes[length] = Byte();
            if (bytes[length] != '\n')
                continue;

            budget.TakeText(length);
            return Decode(bytes[..length]);
        }

        throw Damaged("a name in its pickle is longer than any known one");
    }

    /// <summary>The error that the pickled objects are damaged.</summary>
    /// <param name="why">A clause.</param>
    public CheckpointException Damaged(string why) => new($"The file '{path}' is damaged: {why}.");

    private byte[] Large(long length)
    {
        budget.Take(length);
        return new byte[length];
    }

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new CheckpointException(Damaged("a text in its pickle is not in UTF-8").Message, error);
        }
    }

    private void Require(long bytes)
    {
        if (bytes > end - stream.Position)
            throw Damaged("its pickle is cut short");
    }
}
