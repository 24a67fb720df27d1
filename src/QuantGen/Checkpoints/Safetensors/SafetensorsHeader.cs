using System.Text.Json;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints.Safetensors;

/// <summary>Parses the header of a safetensors file and refuses whatever the format does not allow.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The longest header, as in the format's own library.</summary>
    public const int MostBytes = 100_000_000;

    private const int MostAxes = 64;
    private const int LongestName = 4096;

    private readonly List<CheckpointEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly long _start;
    private readonly long _available;
    private readonly ReadBudget _budget;
    private readonly string _path;

    private SafetensorsHeader(long start, long available, ReadBudget budget, string path)
    {
        _start = start;
        _available = available;
        _budget = budget;
        _path = path;
    }

    /// <summary>Parses a header.</summary>
    /// <param name="json">The header.</param>
    /// <param name="start">Where in the file the elements begin.</param>
    /// <param name="length">How long the file is.</param>
    /// <param name="budget">What names and texts may take.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="CheckpointException">The header is damaged, or does not describe the rest of the file.</exception>
    public static (List<CheckpointEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(
        ReadOnlySpan<byte> json, long start, long length, ReadBudget budget, string path)
    {
        var header = new SafetensorsHeader(start, length - start, budget, path);
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

        header.CheckCover();
        return (header._entries, header._metadata);
    }

    private void ReadMembers(ref Utf8JsonReader json)
    {
        Require(ref json, JsonTokenType.StartObject, "the header");
        while (Next(ref json) != JsonTokenType.EndObject)
        {
            var name = Name(ref json);
            if (!_names.Add(name))
                throw Damaged($"it has two entries '{ErrorText.Short(name)}'");

            if (string.Equals(name, SafetensorsWriter.MetadataKey, StringComparison.Ordinal))
                ReadMetadata(ref json);
            else
                _entries.Add(ReadEntry(ref json, name));
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
            _budget.TakeText(json.ValueSpan.Length);
            if (!_metadata.TryAdd(name, json.GetString()!))
                throw Damaged($"it has two texts '{ErrorText.Short(name)}'");
        }
    }

    private CheckpointEntry ReadEntry(ref Utf8JsonReader json, string name)
    {
        ScalarType? type = null;
        long[]? shape = null;
        long[]? range = null;
        Require(ref json, JsonTokenType.StartObject, name);
        while (Next(ref json) != JsonTokenType.EndObject)
        {
            if (json.ValueTextEquals("dtype"u8) && type is null)
                type = ReadType(ref json, name);
            else if (json.ValueTextEquals("shape"u8) && shape is null)
                shape = ReadNumbers(ref json, MostAxes, name);
            else if (json.ValueTextEquals("data_offsets"u8) && range is null)
                range = ReadNumbers(ref json, 2, name);
            else
                throw Damaged($"the entry '{ErrorText.Short(name)}' has a member that is unknown or there twice");
        }

        return type is not null && shape is not null && range is { Length: 2 }
            ? Entry(name, type.Value, shape, range[0], range[1])
            : throw Damaged($"the entry '{ErrorText.Short(name)}' lacks its type, extents or place");
    }

    private CheckpointEntry Entry(string name, ScalarType type, long[] shape, long begin, long end)
    {
        if (begin > end || end > _available)
            throw Damaged($"the entry '{ErrorText.Short(name)}' lies at bytes {begin} to {end} of {_available}");
        if (CheckpointEntry.LengthOf(type, shape) != end - begin)
            throw Damaged($"the entry '{ErrorText.Short(name)}', {CheckpointEntry.Describe(type, shape)}, has {end - begin} bytes");

        _budget.Take(end - begin);
        return new CheckpointEntry(name, type, shape, _start + begin, end - begin);
    }

    private string Name(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.Length > LongestName)
            throw Damaged($"it has a name of {json.ValueSpan.Length} bytes");

        _budget.TakeText(json.ValueSpan.Length);
        _budget.Take(CheckpointEntry.Cost);
        return json.GetString()!;
    }

    private ScalarType ReadType(ref Utf8JsonReader json, string name)
    {
        Require(ref json, JsonTokenType.String, name);
        _budget.TakeText(json.ValueSpan.Length);
        var type = json.GetString()!;
        return SafetensorsTypes.Parse(type)
            ?? throw new CheckpointException($"The file '{_path}' holds '{ErrorText.Short(name)}' in the type " +
                $"'{ErrorText.Short(type)}', which TorchSharp does not have; convert it in Python first.");
    }

    private long[] ReadNumbers(ref Utf8JsonReader json, int most, string name)
    {
        Require(ref json, JsonTokenType.StartArray, name);
        Span<long> numbers = stackalloc long[MostAxes];
        var count = 0;
        while (Next(ref json) != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var number) || number < 0 || count == most)
                throw Damaged($"the entry '{ErrorText.Short(name)}' has extents or offsets that are none");

            numbers[count++] = number;
        }

        _budget.Take(count * sizeof(long));
        return numbers[..count].ToArray();
    }

    // Without holes: what no entry names could hide something else.
    private void CheckCover()
    {
        var end = _start;
        _budget.Take(_entries.Count * (long)ReadBudget.SlotCost);
        foreach (var entry in _entries.OrderBy(static entry => entry.Offset).ThenBy(static entry => entry.Length))
        {
            if (entry.Offset != end)
                throw Damaged($"the entry '{ErrorText.Short(entry.Key)}' does not begin where the one before it ends");

            end += entry.Length;
        }

        if (end != _start + _available)
            throw Damaged($"{_start + _available - end} bytes follow its last entry");
    }

    private static JsonTokenType Next(ref Utf8JsonReader json) => json.Read() ? json.TokenType : JsonTokenType.None;

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
