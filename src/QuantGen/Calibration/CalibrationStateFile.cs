using System.Globalization;
using System.Text;
using System.Text.Json;
using QuantGen.Checkpoints;
using QuantGen.Checkpoints.Safetensors;
using QuantGen.Quantizers;

namespace QuantGen.Calibration;

/// <summary>Writes calibration states to safetensors files, and reads them.</summary>
internal static class CalibrationStateFile
{
    private const string FormatKey = "format";
    private const string Format = "quantgen-calibration";
    private const string VersionKey = "version";
    private const string Version = "1";
    private const string ModelKey = "model";
    private const string BatchesKey = "batches";
    private const string QuantizersKey = "quantizers";

    /// <summary>Writes a file.</summary>
    public static void Write(Stream stream, CalibrationState state)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = Format,
            [VersionKey] = Version,
            [ModelKey] = state.Model,
            [BatchesKey] = state.Batches.ToString(CultureInfo.InvariantCulture),
            [QuantizersKey] = Text(state.Quantizers),
        };
        SafetensorsWriter.Write(stream, state.Quantizers.SelectMany(Tensors), metadata);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It cannot be read, is damaged, or holds something else.</exception>
    public static CalibrationState Read(string path)
    {
        if (Directory.Exists(path))
            throw new CheckpointException($"The calibration state '{path}' is a folder: give the name of a file.");

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var file = SafetensorsFile.Read(stream, KeyNames.None, path);
            if (file.Text(FormatKey) != Format)
                throw new CheckpointException($"The file '{path}' holds no calibration state; give one that Calibrator.Save wrote.");
            if (file.Text(VersionKey) is not Version and var version)
                throw new CheckpointException($"The file '{path}' holds a calibration state of version {version}, and this library reads version {Version}; use the library that wrote it.");

            return new CalibrationState(
                file.Text(ModelKey) ?? throw Damaged(path),
                long.TryParse(file.Text(BatchesKey), NumberStyles.None, CultureInfo.InvariantCulture, out var batches) ? batches : throw Damaged(path),
                Quantizers(file, stream, path),
                path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static string Text(IReadOnlyList<QuantizerState> quantizers)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (var quantizer in quantizers)
                Write(json, quantizer);

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void Write(Utf8JsonWriter json, QuantizerState quantizer)
    {
        var collected = quantizer.Collected;
        json.WriteStartObject();
        json.WriteString("name", quantizer.Name);
        json.WriteBoolean("weight", quantizer.IsWeight);
        json.WritePropertyName("descriptor");
        json.WriteRawValue(quantizer.Descriptor.ToJson());
        json.WriteString("kind", collected.Kind);
        json.WriteStartObject("settings");
        foreach (var (name, value) in collected.Settings.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(name, value);

        json.WriteEndObject();
        json.WriteNumber("count", collected.Count);
        Write(json, "integers", collected.Integers.Keys);
        Write(json, "numbers", collected.Numbers.Keys);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows.Order(StringComparer.Ordinal))
            json.WriteStringValue(row);

        json.WriteEndArray();
    }

    private static IEnumerable<SafetensorsTensor> Tensors(QuantizerState quantizer) =>
    [
        .. quantizer.Collected.Integers.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(row => SafetensorsTensor.Of($"{quantizer.Name}.{row.Key}", row.Value, row.Value.Length)),
        .. quantizer.Collected.Numbers.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(row => SafetensorsTensor.Of($"{quantizer.Name}.{row.Key}", row.Value, row.Value.Length)),
    ];

    private static List<QuantizerState> Quantizers(SafetensorsFile file, Stream stream, string path)
    {
        try
        {
            using var json = JsonDocument.Parse(file.Text(QuantizersKey) ?? throw Damaged(path));
            var quantizers = json.RootElement.EnumerateArray().Select(Read).ToList();
            return quantizers.DistinctBy(static quantizer => quantizer.Name, StringComparer.Ordinal).Count() == quantizers.Count
                ? quantizers
                : throw Damaged(path);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or (QuantizationException and not CheckpointException))
        {
            // What JSON throws at text that is not JSON, and at values of another kind than asked for.
            throw new CheckpointException($"The file '{path}' is damaged: its description of the quantizers cannot be read ({error.Message})", error);
        }

        QuantizerState Read(JsonElement quantizer)
        {
            var name = quantizer.GetProperty("name").GetString() ?? throw Damaged(path);
            return new QuantizerState(
                name,
                quantizer.GetProperty("weight").GetBoolean(),
                DescriptorReader.Read(quantizer.GetProperty("descriptor")),
                new CollectorState
                {
                    Kind = quantizer.GetProperty("kind").GetString() ?? throw Damaged(path),
                    Settings = quantizer.GetProperty("settings").EnumerateObject().ToDictionary(
                        static setting => setting.Name, static setting => setting.Value.GetString() ?? "", StringComparer.Ordinal),
                    Count = quantizer.GetProperty("count").GetInt64(),
                    Integers = Rows<long>(name, quantizer.GetProperty("integers")),
                    Numbers = Rows<float>(name, quantizer.GetProperty("numbers")),
                });
        }

        Dictionary<string, ReadOnlyMemory<T>> Rows<T>(string name, JsonElement rows)
            where T : unmanaged
        {
            var found = new Dictionary<string, ReadOnlyMemory<T>>(StringComparer.Ordinal);
            foreach (var row in rows.EnumerateArray())
            {
                var key = row.GetString() ?? throw Damaged(path);
                var entry = file.Find($"{name}.{key}");
                if (entry is null || entry.Type != SafetensorsTypes.Of<T>() || !found.TryAdd(key, SafetensorsFile.Values<T>(stream, entry)))
                    throw Damaged(path);
            }

            return found;
        }
    }

    private static CheckpointException Damaged(string path) =>
        new($"The file '{path}' is damaged: what it says of its quantizers and what it holds differ.");
}
