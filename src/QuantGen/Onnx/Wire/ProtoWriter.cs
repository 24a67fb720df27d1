using System.Buffers.Binary;
using System.Text;

namespace QuantGen.Onnx.Wire;

/// <summary>
/// Writes messages in the encoding of Protocol Buffers. A message stands behind its length, so everything is gone over twice: the first time, without a stream, remembers the lengths.
/// </summary>
internal sealed class ProtoWriter
{
    private const int LongestNumber = 10;
    private readonly List<long> _lengths = [];
    private readonly byte[] _buffer = new byte[LongestNumber];
    private Stream? _stream;
    private int _next;

    /// <summary>How many bytes were written, or would have been.</summary>
    public long Length { get; private set; }

    /// <summary>Whether lengths are still being found.</summary>
    public bool IsMeasuring => _stream is null;

    /// <summary>Starts over, this time writing what was gone over before.</summary>
    public void Begin(Stream stream)
    {
        _stream = stream;
        _next = 0;
        Length = 0;
    }

    /// <summary>A whole number, unless it is the default.</summary>
    public void Number(int field, long value)
    {
        if (value != 0)
            Item(field, value);
    }

    /// <summary>A whole number, the default too: an item of a list.</summary>
    public void Item(int field, long value)
    {
        Tag(field, WireType.Number);
        Varint((ulong)value);
    }

    /// <summary>Whole numbers, each with a tag of its own, as files of version 2 of the encoding have them.</summary>
    public void Items(int field, IReadOnlyList<long> values)
    {
        foreach (var value in values)
            Item(field, value);
    }

    /// <summary>A 32-bit number with a fraction, the default too.</summary>
    public void Item(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_buffer, value);
        Raw(_buffer.AsSpan(0, sizeof(float)));
    }

    /// <summary>A text, unless it is empty.</summary>
    public void Text(int field, string value)
    {
        if (value.Length > 0)
            Item(field, value);
    }

    /// <summary>A text, an empty one too: an item of a list.</summary>
    public void Item(int field, string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        Tag(field, WireType.Bytes);
        Varint((ulong)count);
        if (IsMeasuring)
            Length += count;
        else
            Raw(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>A message.</summary>
    /// <param name="field">The number of the field.</param>
    /// <param name="item">What is written.</param>
    /// <param name="write">Writes its fields.</param>
    public void Message<T>(int field, T item, Action<ProtoWriter, T> write)
    {
        Tag(field, WireType.Bytes);
        if (!IsMeasuring)
        {
            Varint((ulong)_lengths[_next++]);
            write(this, item);
            return;
        }

        var place = _lengths.Count;
        _lengths.Add(0);
        var start = Length;
        write(this, item);
        _lengths[place] = Length - start;
        Varint((ulong)_lengths[place]);
    }

    /// <summary>The elements of a tensor.</summary>
    /// <exception cref="InvalidOperationException">As many bytes as the tensor says did not come.</exception>
    public void Elements(int field, OnnxTensor tensor)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)tensor.ByteLength);
        if (_stream is not null)
            CountingStream.Copy(tensor, _stream);

        Length += tensor.ByteLength;
    }

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            _buffer[count++] = (byte)(value | 0x80);

        _buffer[count++] = (byte)value;
        Raw(_buffer.AsSpan(0, count));
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        _stream?.Write(bytes);
        Length += bytes.Length;
    }
}
