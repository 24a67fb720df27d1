using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QuantGen.Checkpoints.Safetensors;

/// <summary>Writes safetensors files.</summary>
/// <remarks>
/// The format: the length of the header in eight bytes, lowest first; the header, JSON that gives for each tensor its type, its extents and
/// where its elements lie behind the header; the elements. Source: the description in the repository huggingface/safetensors.
/// </remarks>
internal static class SafetensorsWriter
{
    /// <summary>The member of the header that holds texts.</summary>
    public const string MetadataKey = "__metadata__";

    private const int Alignment = 8;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes tensors and texts. The elements lie in order of falling size of their types, so that each tensor begins at a multiple of its
    /// elements' size; among equal ones the order stays.
    /// </summary>
    /// <param name="stream">Where to, at the beginning of the file.</param>
    /// <param name="tensors">The tensors, each name once.</param>
    /// <param name="metadata">Texts by name; null or empty for none.</param>
    /// <exception cref="CheckpointException">The format has no such type of elements. Nothing is written.</exception>
    /// <exception cref="ArgumentException">A name is there twice, or is that of the texts. Nothing is written.</exception>
    public static void Write(Stream stream, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = tensors.OrderByDescending(static tensor => CheckpointEntry.SizeOf(tensor.Type)).ToList();
        var header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in ordered)
            tensor.Write(stream);
    }

    private static ReadOnlySpan<byte> Header(List<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header, Options))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                Write(json, metadata);

            var offset = 0L;
            var names = new HashSet<string>([MetadataKey], StringComparer.Ordinal);
            foreach (var tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                    throw new ArgumentException($"Two tensors cannot be named '{tensor.Name}', nor one '{MetadataKey}'.", nameof(tensors));

                Write(json, tensor, offset);
                offset = checked(offset + tensor.Length);
            }

            json.WriteEndObject();
        }

        while (header.Length % Alignment != 0)
            header.WriteByte((byte)' ');

        return header.GetBuffer().AsSpan(0, (int)header.Length);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataKey);
        foreach (var (name, text) in metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(name, text);

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SafetensorsTensor tensor, long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", SafetensorsTypes.NameOf(tensor.Type)
            ?? throw new CheckpointException($"The tensor '{tensor.Name}' is of type {tensor.Type}, which a safetensors file cannot " +
                "hold; convert it first."));
        json.WriteStartArray("shape");
        foreach (var extent in tensor.Shape)
            json.WriteNumberValue(extent);

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(checked(offset + tensor.Length));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
