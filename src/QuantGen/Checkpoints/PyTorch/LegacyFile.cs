using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// Reads what <c>torch.save</c> wrote before PyTorch 1.6, and writes still when told to: five pickles, then the memory of each tensor.
/// </summary>
/// <remarks>
/// The pickles: a number that marks the format, the version of the format, a dictionary about the machine, what was saved, and the list of
/// the names of all memory, in the order in which it follows, each after its number of elements in eight bytes.
/// </remarks>
internal sealed class LegacyFile
{
    private const long Protocol = 1001;
    private const byte LongInstruction = 0x8A;
    private const byte ProtocolInstruction = 0x80;

    // A protocol and a frame may stand before the number.
    private const int LongestStart = 24;
    private static readonly BigInteger Magic =
        BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly Stream _stream;
    private readonly ReadBudget _budget;
    private readonly string _path;

    private LegacyFile(Stream stream, string path)
    {
        _stream = stream;
        _budget = new ReadBudget(stream.Length, path);
        _path = path;
    }

    /// <summary>Whether a file begins as such a file does.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        Span<byte> magic = [LongInstruction, 10, .. Magic.ToByteArray()];
        return start.Length > 0 && start[0] == ProtocolInstruction && start[..Math.Min(start.Length, LongestStart)].IndexOf(magic) > 0;
    }

    /// <summary>Lists the tensors of a state_dict.</summary>
    /// <param name="stream">The file, readable and seekable, at its beginning.</param>
    /// <param name="place">Where in the file the state_dict is; null to look for it.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">The file is damaged, or holds no state_dict.</exception>
    public static CheckpointContent Read(Stream stream, string? place, string path) => new LegacyFile(stream, path).Read(place);

    private CheckpointContent Read(string? place)
    {
        if (Next().Value is not BigInteger magic || magic != Magic || Next().Value is not Protocol)
            throw Damaged("it does not begin as one of its kind");

        if (Next().Value is not PickleDictionary machine
            || machine.Items.Any(static item => item is { Key: "little_endian", Value: false }))
        {
            throw new CheckpointException($"The file '{_path}' was saved on a machine that stores the highest byte of a number first; " +
                "save it again on another one.");
        }

        var (saved, storages) = Next();
        var found = StateDictFinder.Find(saved, place, _path);
        var places = Places(Next().Value as List<object?> ?? throw Damaged("it has no list of the memory of its tensors"), storages);
        return found.Locate(
            storage => places.TryGetValue(storage.Key, out var where)
                ? where
                : throw Damaged($"it lacks the memory '{ErrorText.Short(storage.Key)}' of a tensor"),
            _budget,
            _path);
    }

    private Dictionary<string, (long Offset, long Length)> Places(List<object?> names, IReadOnlyDictionary<string, PickleStorage> storages)
    {
        _budget.Take((long)ReadBudget.ObjectCost * names.Count);
        var places = new Dictionary<string, (long Offset, long Length)>(names.Count, StringComparer.Ordinal);
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var name in names)
        {
            if (name is not string key || storages.GetValueOrDefault(key) is not { Type: not null, Length: { } length } storage)
                throw Damaged("its list of memory names some that no tensor has");

            if (_stream.ReadAtLeast(count, count.Length, throwOnEndOfStream: false) < count.Length
                || length > _stream.Length - _stream.Position)
            {
                throw Damaged("it is cut short");
            }

            if (BinaryPrimitives.ReadInt64LittleEndian(count) != storage.Count || !places.TryAdd(key, (_stream.Position, length)))
                throw Damaged($"the memory '{ErrorText.Short(key)}' is there twice, or of another length than its tensors need");

            _stream.Position += length;
        }

        return places;
    }

    private (object? Value, IReadOnlyDictionary<string, PickleStorage> Storages) Next() =>
        PickleMachine.Read(_stream, _stream.Length, _budget, _path);

    private CheckpointException Damaged(string why) => new($"The file '{_path}' is damaged: {why}.");
}
