using System.Text;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>Reads files that <c>Module.save</c> of TorchSharp, or <see cref="Checkpoint"/>, wrote.</summary>
/// <remarks>
/// The format, all numbers unsigned LEB128: the number of entries; for each entry the length of its key in bytes, the key in UTF-8, the
/// type of the elements, the number of axes, the extents, and the elements row by row in little-endian order. Nothing is allocated
/// before the file is known to be long enough for it.
/// </remarks>
internal sealed class CheckpointReader
{
    // An entry takes at least a byte each for the length of its key, the key, the type and the number of axes.
    private const int LeastEntry = 4;
    private const int MostAxes = 64;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _stream;
    private readonly string _path;

    private CheckpointReader(Stream stream, string path)
    {
        _stream = stream;
        _path = path;
    }

    /// <summary>Lists the tensors of a file, in its order.</summary>
    /// <param name="stream">The file, readable and seekable, at its beginning.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="CheckpointException">The file is not a checkpoint, or damaged.</exception>
    public static IReadOnlyList<CheckpointEntry> ReadIndex(Stream stream, string path) => new CheckpointReader(stream, path).Index();

    /// <summary>Reads the elements of one entry into a new tensor on the processor.</summary>
    public static Tensor ReadTensor(Stream stream, CheckpointEntry entry)
    {
        var result = empty(entry.Shape, entry.Type);
        stream.Position = entry.Offset;
        TensorBytes.ForEach(result, stream.ReadExactly);
        return result;
    }

    private long Remaining => _stream.Length - _stream.Position;

    private List<CheckpointEntry> Index()
    {
        if (_stream.Length == 0)
            throw new CheckpointException($"The checkpoint '{_path}' is empty.");

        var count = Number("the number of entries");
        if (count > Remaining / LeastEntry)
            throw NotACheckpoint($"it announces {count} entries but has room for {Remaining / LeastEntry} at most");

        var entries = new List<CheckpointEntry>((int)count);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var entry = Entry(i);
            if (!keys.Add(entry.Key))
                throw NotACheckpoint($"it has two entries '{entry.Key}'");

            entries.Add(entry);
        }

        return Remaining == 0 ? entries : throw NotACheckpoint($"{Remaining} bytes follow its last entry");
    }

    private CheckpointEntry Entry(int index)
    {
        var key = Key(index);
        var type = Number($"the type of '{key}'");
        if (type > sbyte.MaxValue || CheckpointEntry.SizeOf((ScalarType)type) is not (> 0 and var size))
            throw NotACheckpoint($"the entry '{key}' has the unknown type {type}");

        var axes = Number($"the number of axes of '{key}'");
        if (axes > MostAxes)
            throw NotACheckpoint($"the entry '{key}' has {axes} axes");

        var shape = new long[axes];
        var length = (Int128)size;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = Number($"the extents of '{key}'");

            // The file is far shorter than 2^63 bytes: once a product is beyond that, only an extent of 0 could make it valid.
            length = length > long.MaxValue && shape[axis] > 0 ? length : length * shape[axis];
        }

        if (length > Remaining)
            throw CutShort($"the elements of '{key}', {CheckpointEntry.Describe((ScalarType)type, shape)}");

        var entry = new CheckpointEntry(key, (ScalarType)type, shape, _stream.Position, (long)length);
        _stream.Position += entry.Length;
        return entry;
    }

    private string Key(int index)
    {
        var length = Number($"the key of entry {index}");
        if (length == 0)
            throw NotACheckpoint($"entry {index} has no key");
        if (length > Remaining)
            throw CutShort($"the key of entry {index}");

        var bytes = new byte[length];
        _stream.ReadExactly(bytes);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new CheckpointException(NotACheckpoint($"the key of entry {index} is not text").Message, error);
        }
    }

    // Unsigned LEB128: seven bits a byte, lowest first, the eighth set on all bytes but the last.
    private long Number(string what)
    {
        var number = 0UL;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var read = _stream.ReadByte();
            if (read < 0)
                throw CutShort(what);

            number |= (ulong)(read & 0x7F) << shift;
            if (read < 0x80)
                return (long)number;
        }

        throw NotACheckpoint($"{what} exceeds 63 bits");
    }

    private CheckpointException CutShort(string what) =>
        new($"The checkpoint '{_path}' is cut short, or not a checkpoint of TorchSharp's format: it ends within {what}.");

    private CheckpointException NotACheckpoint(string why) => StartsLikeZip()
        ? new($"The file '{_path}' is a PyTorch archive or other zip file, not a checkpoint of TorchSharp's format; write the state_dict in that format first.")
        : new($"The file '{_path}' is damaged, or not a checkpoint of TorchSharp's format: {why}.");

    private bool StartsLikeZip()
    {
        Span<byte> start = stackalloc byte[4];
        _stream.Position = 0;
        return _stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PK\u0003\u0004"u8);
    }
}
