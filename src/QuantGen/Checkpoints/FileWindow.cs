using System.Buffers;

namespace QuantGen.Checkpoints;

/// <summary>
/// Looks at any part of a file through one buffer of at most 32 KB. Not by mapping the file into memory: a mapped file that another program
/// cuts short ends the process.
/// </summary>
internal sealed class FileWindow : IDisposable
{
    /// <summary>How much can be looked at in one piece.</summary>
    public const int Longest = 1 << 13;

    private const int BufferLength = 1 << 15;
    private const int LookLength = 1 << 12;
    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private long _start;
    private int _count;

    /// <summary>Looks at a file.</summary>
    /// <param name="stream">The file, readable and seekable. The window moves its position.</param>
    public FileWindow(Stream stream)
    {
        _stream = stream;
        Length = stream.Length;
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Length, BufferLength));
    }

    /// <summary>The length of the file.</summary>
    public long Length { get; }

    /// <summary>A part of the file, good until the next one is asked for.</summary>
    /// <param name="place">Where it begins.</param>
    /// <param name="count">How long it is, at most <see cref="Longest"/>. It must lie in the file.</param>
    public ReadOnlySpan<byte> At(long place, int count)
    {
        if (place < _start || place + count > _start + _count)
            Move(place, count);

        return _buffer.AsSpan((int)(place - _start), count);
    }

    /// <summary>Copies a part of the file, without moving the buffer there.</summary>
    /// <param name="place">Where it begins.</param>
    /// <param name="bytes">Where it goes. It must lie in the file.</param>
    public void Read(long place, Span<byte> bytes)
    {
        if (place >= _start && place + bytes.Length <= _start + _count)
        {
            At(place, bytes.Length).CopyTo(bytes);
            return;
        }

        _stream.Position = place;
        _stream.ReadExactly(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Move(long place, int count)
    {
        // What comes next is read far ahead; names that are looked up here and there are not.
        var isNext = place >= _start && place <= _start + _count + BufferLength;
        var most = (int)Math.Min(isNext ? _buffer.Length : Math.Min(_buffer.Length, Math.Max(count, LookLength)), Length - place);
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Math.Min(Longest, most), nameof(count));
        _count = 0;
        _stream.Position = place;
        _stream.ReadExactly(_buffer, 0, most);
        (_start, _count) = (place, most);
    }
}
