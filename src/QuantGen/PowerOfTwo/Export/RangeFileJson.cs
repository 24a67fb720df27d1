using System.Text.Json;

namespace QuantGen.PowerOfTwo;

/// <summary>Writes range files, and reads them.</summary>
internal static class RangeFileJson
{
    private const string Format = "quantgen-ranges";
    private const int Version = 1;
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes a file.</summary>
    public static void Write(Stream stream, RangeFile file)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("model", file.Model);
            json.WriteStartArray("layers");
            foreach (var entry in file.Entries)
                Write(json, entry);

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It is damaged, or holds something else.</exception>
    public static RangeFile Read(ReadOnlyMemory<byte> text, string path)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.GetString() != Format)
                throw new CheckpointException($"The file '{path}' holds no ranges; give one that {nameof(RangeFile)}.{nameof(RangeFile.Save)} wrote.");
            if (root.GetProperty("version").GetInt32() is not Version and var version)
                throw new CheckpointException($"The file '{path}' holds ranges of version {version}, and this library reads version {Version}; use the library that wrote it.");

            var file = new RangeFile(
                root.GetProperty("model").GetString() ?? throw new JsonException("the model has no name"),
                [.. root.GetProperty("layers").EnumerateArray().Select(Entry)]);
            if (file.Entries.DistinctBy(static entry => (entry.Name, entry.Kind)).Count() != file.Entries.Count)
                throw new JsonException("a layer is there twice");

            return file;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // What JSON throws at text that is not JSON, and at values of another kind than asked for.
            throw new CheckpointException($"The file '{path}' is damaged: its ranges cannot be read ({error.Message}).", error);
        }
    }

    private static void Write(Utf8JsonWriter json, RangeEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Name);
        json.WriteString("kind", Text(entry.Kind));
        json.WriteNumber("bits", entry.Bits);
        json.WriteBoolean("signed", entry.Signed);
        Write(json, entry.Bounds);
        if (entry.Channels.Count > 0)
        {
            json.WriteStartArray("channels");
            foreach (var channel in entry.Channels)
            {
                json.WriteStartObject();
                Write(json, channel);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FixedPointBounds bounds)
    {
        json.WriteNumber("min", bounds.Min);
        json.WriteNumber("max", bounds.Max);
        if (bounds.ScaleExponent is { } exponent)
            json.WriteNumber("scaleExponent", exponent);
        else
            json.WriteNumber("scale", bounds.Scale);
    }

    private static RangeEntry Entry(JsonElement entry) => new(
        entry.GetProperty("name").GetString() ?? throw new JsonException("a layer has no name"),
        Kind(entry.GetProperty("kind").GetString()),
        entry.GetProperty("bits").GetInt32() is >= 1 and <= 16 and var bits ? bits : throw new JsonException("bits are 1 to 16"),
        entry.GetProperty("signed").GetBoolean(),
        Bounds(entry),
        entry.TryGetProperty("channels", out var channels) ? [.. channels.EnumerateArray().Select(Bounds)] : []);

    private static FixedPointBounds Bounds(JsonElement entry)
    {
        var bounds = new FixedPointBounds(
            entry.GetProperty("min").GetSingle(),
            entry.GetProperty("max").GetSingle(),
            entry.TryGetProperty("scaleExponent", out var exponent) ? MathF.ScaleB(1, exponent.GetInt32()) : entry.GetProperty("scale").GetSingle());
        return float.IsFinite(bounds.Min) && float.IsFinite(bounds.Max) && bounds.Min <= 0 && bounds.Min < bounds.Max && bounds.Scale > 0 && float.IsFinite(bounds.Scale)
            ? bounds
            : throw new JsonException("bounds and scale are finite, the scale positive and the range one around or from zero");
    }

    private static string Text(RangeKind kind) => kind switch
    {
        RangeKind.Weight => "weight",
        RangeKind.Bias => "bias",
        _ => "activation",
    };

    private static RangeKind Kind(string? text) => text switch
    {
        "weight" => RangeKind.Weight,
        "bias" => RangeKind.Bias,
        "activation" => RangeKind.Activation,
        _ => throw new JsonException($"a layer is of the unknown kind '{text}'"),
    };
}
