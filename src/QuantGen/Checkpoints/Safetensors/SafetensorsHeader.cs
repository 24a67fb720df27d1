using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints.Safetensors;

/// <summary>Parses the header of a safetensors file and refuses whatever the format does not allow.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The longest header, as in the format's own library.</summary>
    public const int MostBytes = 100_000_000;

    private const int MostAxes = 64;

    // A place in a table that doubles when it is full.
    private const int TextCost = 128;

    private readonly ChunkedList<CheckpointEntry> _entries;
    private readonly Dictionary<string, Range> _texts = new(StringComparer.Ordinal);
    private readonly KeyNames _names;
    private readonly long _start;
    private readonly long _available;
    private readonly ReadBudget _budget;
    private readonly string _path;

    private SafetensorsHeader(long start, long available, KeyNames names, ReadBudget budget, string path)
    {
        _start = start;
        _available = available;
        _names = names;
        _entries = new ChunkedList<CheckpointEntry>(budget);
        _budget = budget;
        _path = path;
    }

    /// <summary>Parses a header.</summary>
    /// <param name="json">The header.</param>
    /// <param name="start">Where in the file the elements begin.</param>
    /// <param name="length">How long the file is.</param>
    /// <param name="names">What makes texts of the names of tensors.</param>
    /// <param name="budget">What the entries may take.</param>
    /// <param name="path">Its name for messages.</param>
    /// <returns>The tensors in order, and where in the header its texts are by name.</returns>
    /// <exception cref="CheckpointException">The header is damaged, or does not describe the rest of the file.</exception>
    public static (IReadOnlyList<CheckpointEntry> Entries, IReadOnlyDictionary<string, Range> Texts) Parse(
        ReadOnlySpan<byte> json, long start, long length, KeyNames names, ReadBudget budget, string path)
    {
        var header = new SafetensorsHeader(start, length - start, names, budget, path);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
            header.ReadMembers(ref reader);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is what the reader throws at a string that is not UTF-8.
            throw header.Damaged("its header is not JSON in UTF-8", error);
        }

        if (SortedEntries.FindTwice(header._entries) is { } twice)
            throw header.TwoEntries(twice);

        header.CheckCover();
        return (header._entries, header._texts);
    }

    private void ReadMembers(ref Utf8JsonReader json)
    {
        Require(ref json, JsonTokenType.StartObject, "the header");
        var hasTexts = false;
        while (Next(ref json) != JsonTokenType.EndObject)
        {
            if (!json.ValueTextEquals(SafetensorsWriter.MetadataKey))
            {
                _entries.Add(ReadEntry(ref json, Name(ref json)));
                continue;
            }

            if (hasTexts)
                throw TwoEntries(SafetensorsWriter.MetadataKey);

            hasTexts = true;
            ReadMetadata(ref json);
        }

        // Only spaces may follow; anything else is an error of the reader's own.
        json.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        Require(ref json, JsonTokenType.StartObject, SafetensorsWriter.MetadataKey);
        while (Next(ref json) != JsonTokenType.EndObject)
        {
            var name = Name(ref json);
            Require(ref json, JsonTokenType.String, name);
            _budget.Take(TextCost);
            if (!IsUnicode(ref json))
                throw new JsonException("A text is not Unicode.");
            if (!_texts.TryAdd(name, (int)json.TokenStartIndex..(int)json.BytesConsumed))
                throw Damaged($"it has two texts '{ErrorText.Short(name)}'");
        }
    }

    private CheckpointEntry ReadEntry(ref Utf8JsonReader json, string name)
    {
        ScalarType? type = null;
        long[]? shape = null;
        (long Begin, long End)? range = null;
        Require(ref json, JsonTokenType.StartObject, name);
        while (Next(ref json) != JsonTokenType.EndObject)
        {
            if (json.ValueTextEquals("dtype"u8) && type is null)
                type = ReadType(ref json, name);
            else if (json.ValueTextEquals("shape"u8) && shape is null)
                shape = ReadShape(ref json, name);
            else if (json.ValueTextEquals("data_offsets"u8) && range is null)
                range = ReadRange(ref json, name);
            else
                throw Damaged($"the entry '{ErrorText.Short(name)}' has a member that is unknown or there twice");
        }

        return type is not null && shape is not null && range is var (begin, end)
            ? Entry(name, type.Value, shape, begin, end)
            : throw Damaged($"the entry '{ErrorText.Short(name)}' lacks its type, extents or place");
    }

    private CheckpointEntry Entry(string name, ScalarType type, long[] shape, long begin, long end)
    {
        if (begin > end || end > _available)
            throw Damaged($"the entry '{ErrorText.Short(name)}' lies at bytes {begin} to {end} of {_available}");
        if (CheckpointEntry.LengthOf(type, shape) != end - begin)
            throw Damaged($"the entry '{ErrorText.Short(name)}', {CheckpointEntry.Describe(type, shape)}, has {end - begin} bytes");

        _budget.Take(CheckpointEntry.Cost + end - begin);
        return new CheckpointEntry(name, type, shape, _start + begin, end - begin);
    }

    private string Name(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.Length > KeyNames.Longest)
            throw Damaged($"it has a name of {json.ValueSpan.Length} bytes");

        Span<byte> name = stackalloc byte[KeyNames.Longest];
        return _names.Of(name[..json.CopyString(name)], _budget);
    }

    private ScalarType ReadType(ref Utf8JsonReader json, string name)
    {
        Require(ref json, JsonTokenType.String, name);
        return SafetensorsTypes.Parse(ref json)
            ?? throw new CheckpointException($"The file '{_path}' holds '{ErrorText.Short(name)}' in the type " +
                $"'{ErrorText.Short(json.ValueSpan)}', which TorchSharp does not have; convert it in Python first.");
    }

    private long[] ReadShape(ref Utf8JsonReader json, string name)
    {
        Span<long> extents = stackalloc long[MostAxes];
        var count = ReadNumbers(ref json, extents, name);
        _budget.Take(count == 0 ? 0 : ReadBudget.ArrayCost + (count * sizeof(long)));
        return [.. extents[..count]];
    }

    private (long Begin, long End)? ReadRange(ref Utf8JsonReader json, string name)
    {
        Span<long> range = stackalloc long[2];
        return ReadNumbers(ref json, range, name) == range.Length ? (range[0], range[1]) : null;
    }

    private int ReadNumbers(ref Utf8JsonReader json, scoped Span<long> numbers, string name)
    {
        Require(ref json, JsonTokenType.StartArray, name);
        var count = 0;
        while (Next(ref json) != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var number) || number < 0 || count == numbers.Length)
                throw Damaged($"the entry '{ErrorText.Short(name)}' has extents or offsets that are none");

            numbers[count++] = number;
        }

        return count;
    }

    // Without holes: what no entry names could hide something else.
    private void CheckCover()
    {
        var end = _start;
        using var sorted = SortedEntries.ByPlace(_entries);
        foreach (var entry in sorted.Entries)
        {
            if (entry.Offset != end)
                throw Damaged($"the entry '{ErrorText.Short(entry.Key)}' does not begin where the one before it ends");

            end += entry.Length;
        }

        if (end != _start + _available)
            throw Damaged($"{_start + _available - end} bytes follow its last entry");
    }

    private static JsonTokenType Next(ref Utf8JsonReader json) => json.Read() ? json.TokenType : JsonTokenType.None;

    // As a text it is only made when it is needed, if ever.
    private static bool IsUnicode(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
            return Utf8.IsValid(json.ValueSpan);

        var text = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
        try
        {
            return json.CopyString(text) >= 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private CheckpointException TwoEntries(string name) => Damaged($"it has two entries '{ErrorText.Short(name)}'");

    private void Require(ref Utf8JsonReader json, JsonTokenType token, string name)
    {
        if (Next(ref json) != token)
            throw Damaged($"'{ErrorText.Short(name)}' is not what the format has there");
    }

    private CheckpointException Damaged(string why, Exception? cause = null)
    {
        var message = $"The file '{_path}' is damaged, or no safetensors file: {why}.";
        return cause is null ? new CheckpointException(message) : new CheckpointException(message, cause);
    }
}
