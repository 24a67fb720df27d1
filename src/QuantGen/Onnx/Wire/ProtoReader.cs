using System.Buffers.Binary;

namespace QuantGen.Onnx.Wire;

/// <summary>
/// Goes over the fields of a message in the encoding of Protocol Buffers. Whatever the bytes are, it stays inside the message, and ends with an <see cref="OnnxException"/> that says at which byte
/// of the file they are wrong.
/// </summary>
internal ref struct ProtoReader
{
    private const int MostBytesOfNumber = 10;
    private readonly ReadOnlySpan<byte> _file;
    private readonly string _source;
    private readonly int _end;
    private int _position;
    private WireType _type;

    /// <summary>Begins a message.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="message">Where in it the message is.</param>
    /// <param name="source">The file's name for messages.</param>
    public ProtoReader(ReadOnlySpan<byte> file, Range message, string source)
    {
        _file = file;
        _source = source;
        _position = message.Start.Value;
        _end = message.End.Value;
    }

    /// <summary>The number of the field that the reader is at.</summary>
    public int Field { get; private set; }

    /// <summary>Where in the file the field begins.</summary>
    public int Start { get; private set; }

    /// <summary>Whether the field has bytes: a text, a message, or numbers one behind the other.</summary>
    public readonly bool HasBytes => _type == WireType.Bytes;

    /// <summary>Goes to the next field. The content of the one before must have been read or skipped.</summary>
    /// <returns>False at the end of the message.</returns>
    public bool Next()
    {
        if (_position == _end)
            return false;

        Start = _position;
        var tag = Varint();
        _type = (WireType)(tag & 7);
        if (tag >> 3 is 0 or > int.MaxValue >> 2)
            throw Damaged("a field has a number that cannot be");

        Field = (int)(tag >> 3);
        return true;
    }

    /// <summary>The field's content as a whole number.</summary>
    public long Number()
    {
        Require(WireType.Number);
        return (long)Varint();
    }

    /// <summary>The field's content as a 32-bit number with a fraction.</summary>
    public float Float()
    {
        Require(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Fixed(sizeof(float)));
    }

    /// <summary>Where in the file the field's bytes are.</summary>
    public Range Bytes()
    {
        Require(WireType.Bytes);
        var length = Varint();
        if (length > (ulong)(_end - _position))
            throw Damaged($"the field {Field} has {length} bytes where {_end - _position} are left");

        var start = _position;
        _position += (int)length;
        return start.._position;
    }

    /// <summary>Skips the field's content.</summary>
    public void Skip()
    {
        switch (_type)
        {
            case WireType.Number:
                Varint();
                break;
            case WireType.Fixed64:
                Fixed(sizeof(long));
                break;
            case WireType.Fixed32:
                Fixed(sizeof(float));
                break;
            case WireType.Bytes:
                Bytes();
                break;
            default:
                throw Damaged($"the field {Field} is of a kind that ONNX does not use");
        }
    }

    /// <summary>A whole number of several that stand one behind the other; the reader must have been made for their bytes.</summary>
    /// <returns>False at the end.</returns>
    public bool NextPacked(out long value)
    {
        Start = _position;
        value = _position == _end ? 0 : (long)Varint();
        return Start != _end;
    }

    /// <summary>The error that says what is wrong where the reader is.</summary>
    public readonly OnnxException Damaged(string what) => new($"The model in {_source} is damaged, or no ONNX model, at byte {Start}: {what}.");

    private readonly void Require(WireType type)
    {
        if (_type != type)
            throw Damaged($"the field {Field} is of another kind than it must be");
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var count = 0; count < MostBytesOfNumber; count++)
        {
            if (_position == _end)
                throw Damaged("a number is cut off");

            var part = _file[_position++];
            value |= (ulong)(part & 0x7F) << (7 * count);
            if (part < 0x80)
                return value;
        }

        throw Damaged("a number is too long");
    }

    private ReadOnlySpan<byte> Fixed(int length)
    {
        if (_end - _position < length)
            throw Damaged("a number is cut off");

        _position += length;
        return _file.Slice(_position - length, length);
    }
}
