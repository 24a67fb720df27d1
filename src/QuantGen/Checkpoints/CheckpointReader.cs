using System.Text.Unicode;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>Reads files that <c>Module.save</c> of TorchSharp, or <see cref="Checkpoint"/>, wrote.</summary>
/// <remarks>
/// The format, all numbers unsigned LEB128: the number of entries; for each entry the length of its key in bytes, the key in UTF-8, the
/// type of the elements, the number of axes, the extents, and the elements row by row in little-endian order. A
/// <see cref="DescriptionBlock"/> may follow. Nothing is allocated before the file is known to be long enough for it.
/// </remarks>
internal sealed class CheckpointReader
{
    // An entry takes at least a byte each for the length of its key, the key, the type and the number of axes.
    private const int LeastEntry = 4;
    private const int MostAxes = 64;

    private readonly Stream _stream;
    private readonly ReadBudget _budget;
    private readonly KeyNames _names;
    private readonly string _path;

    private CheckpointReader(Stream stream, KeyNames names, string path)
    {
        _names = names;
        _stream = stream;
        _budget = new ReadBudget(stream.Length, path);
        _path = path;
    }

    /// <summary>Lists the tensors of a file.</summary>
    /// <param name="stream">The file, readable and seekable, at its beginning.</param>
    /// <param name="names">What makes texts of the keys.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="CheckpointException">The file is not a checkpoint, or damaged.</exception>
    public static CheckpointContent Read(Stream stream, KeyNames names, string path) => new CheckpointReader(stream, names, path).Read();

    private long Remaining => _stream.Length - _stream.Position;

    private CheckpointContent Read()
    {
        if (_stream.Length == 0)
            throw new CheckpointException($"The checkpoint '{_path}' is empty.");

        var count = Number("the number of entries");
        if (count > Remaining / LeastEntry)
            throw NotACheckpoint($"it announces {count} entries but has room for {Remaining / LeastEntry} at most");

        var entries = new ChunkedList<CheckpointEntry>(_budget);
        for (var i = 0; i < count; i++)
            entries.Add(Entry(i));

        if (SortedEntries.FindTwice(entries) is { } twice)
            throw NotACheckpoint($"it has two entries '{ErrorText.Short(twice)}'");

        var rest = Remaining;
        var descriptions = rest > 0 ? DescriptionBlock.Read(_stream, _budget, _path) : null;
        if (rest > 0 && descriptions is null)
            throw NotACheckpoint($"{rest} bytes follow its last entry");

        return new CheckpointContent(CheckpointFormat.TorchSharp, entries) { Descriptions = descriptions };
    }

    private CheckpointEntry Entry(int index)
    {
        var key = Key(index);
        var type = Number("the type", key);
        if (type > sbyte.MaxValue || CheckpointEntry.SizeOf((ScalarType)type) == 0)
            throw NotACheckpoint($"the entry '{ErrorText.Short(key)}' has the unknown type {type}");

        var axes = Number("the number of axes", key);
        if (axes > MostAxes)
            throw NotACheckpoint($"the entry '{ErrorText.Short(key)}' has {axes} axes");

        Span<long> extents = stackalloc long[MostAxes];
        extents = extents[..(int)axes];
        for (var axis = 0; axis < extents.Length; axis++)
            extents[axis] = Number("the extents", key);

        _budget.Take(CheckpointEntry.Cost + (axes == 0 ? 0 : ReadBudget.ArrayCost + (axes * sizeof(long))));
        long[] shape = [.. extents];

        if (CheckpointEntry.LengthOf((ScalarType)type, shape) is not { } length || length > Remaining)
            throw CutShort($"the elements of '{ErrorText.Short(key)}', {CheckpointEntry.Describe((ScalarType)type, shape)}");

        _budget.Take(length);
        var entry = new CheckpointEntry(key, (ScalarType)type, shape, _stream.Position, length);
        _stream.Position += entry.Length;
        return entry;
    }

    private string Key(int index)
    {
        var length = Number("the key of an entry");
        if (length == 0)
            throw NotACheckpoint($"entry {index} has no key");
        if (length > Remaining)
            throw CutShort($"the key of entry {index}");
        if (length > KeyNames.Longest)
            throw NotACheckpoint($"the key of entry {index} has {length} bytes");

        Span<byte> bytes = stackalloc byte[KeyNames.Longest];
        bytes = bytes[..(int)length];
        _stream.ReadExactly(bytes);
        return Utf8.IsValid(bytes) ? _names.Of(bytes, _budget) : throw NotACheckpoint($"the key of entry {index} is not text");
    }

    // Unsigned LEB128: seven bits a byte, lowest first, the eighth set on all bytes but the last.
    private long Number(string what, string? key = null)
    {
        var number = 0UL;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var read = _stream.ReadByte();
            if (read < 0)
                throw CutShort(Of(what, key));

            number |= (ulong)(read & 0x7F) << shift;
            if (read < 0x80)
                return (long)number;
        }

        throw NotACheckpoint($"{Of(what, key)} exceeds 63 bits");
    }

    private static string Of(string what, string? key) => key is null ? what : $"{what} of '{ErrorText.Short(key)}'";

    private CheckpointException CutShort(string what) =>
        new($"The checkpoint '{_path}' is cut short, or not a checkpoint of TorchSharp's format: it ends within {what}.");

    private CheckpointException NotACheckpoint(string why) =>
        new($"The file '{_path}' is damaged, or not a checkpoint of TorchSharp's format: {why}.");
}
