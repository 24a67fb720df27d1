using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace QuantGen.Checkpoints.Safetensors;

/// <summary>The contents of a safetensors file; the elements are read on request.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private readonly byte[] _header;
    private readonly int _length;
    private readonly IReadOnlyDictionary<string, Range> _texts;
    private readonly ReadBudget _budget;
    private Dictionary<string, CheckpointEntry>? _byName;

    private SafetensorsFile(byte[] header, int length, ReadBudget budget, IReadOnlyList<CheckpointEntry> entries, IReadOnlyDictionary<string, Range> texts)
    {
        _header = header;
        _length = length;
        _budget = budget;
        _texts = texts;
        Entries = entries;
    }

    /// <summary>The tensors, in the order of the header.</summary>
    public IReadOnlyList<CheckpointEntry> Entries { get; }

    /// <summary>The names of the texts of the header.</summary>
    public IEnumerable<string> Texts => _texts.Keys;

    /// <summary>Reads the header of a file and checks all of it.</summary>
    /// <param name="stream">The file, readable and seekable, at its beginning.</param>
    /// <param name="names">What makes texts of the names of tensors.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="CheckpointException">The file is damaged, or no safetensors file.</exception>
    public static SafetensorsFile Read(Stream stream, KeyNames names, string path)
    {
        if (HeaderLength(stream) is not { } length)
            throw new CheckpointException($"The file '{path}' is damaged, or no safetensors file: it has no header.");

        var budget = new ReadBudget(stream.Length, path);
        budget.Take(length);
        var header = ArrayPool<byte>.Shared.Rent(length);
        var owned = header;
        try
        {
            stream.ReadExactly(header, 0, length);
            var (entries, texts) = SafetensorsHeader.Parse(header.AsSpan(0, length), stream.Position, stream.Length, names, budget, path);
            owned = null;
            return new SafetensorsFile(header, length, budget, entries, texts);
        }
        finally
        {
            if (owned is not null)
                ArrayPool<byte>.Shared.Return(owned);
        }
    }

    /// <summary>The tensor of a name.</summary>
    /// <returns>Null when there is none.</returns>
    public CheckpointEntry? Find(string name) =>
        (_byName ??= Entries.ToDictionary(static entry => entry.Key, StringComparer.Ordinal)).GetValueOrDefault(name);

    /// <summary>A text of the header.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public string? Text(string name) => _texts.TryGetValue(name, out var place) ? Json(place).GetString() : null;

    /// <summary>Hands out a text of the header in UTF-8, without making a text of it.</summary>
    /// <param name="name">A name among <see cref="Texts"/>.</param>
    /// <param name="read">Makes something of it.</param>
    public T Read<T>(string name, Utf8Func<T> read)
    {
        var json = Json(_texts[name]);
        var length = json.ValueSpan.Length;
        _budget.Take(length);
        var text = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return read(text.AsSpan(0, json.CopyString(text)), _budget);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
            _budget.Give(length);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_header);

    /// <summary>Whether a file begins as a safetensors file does: the length of a header that fits, and an opening brace.</summary>
    /// <param name="stream">The file, which is left at its beginning.</param>
    public static bool Recognises(Stream stream)
    {
        var found = HeaderLength(stream) is not null;
        stream.Position = 0;
        return found;
    }

    /// <summary>Reads the elements of a tensor.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="entry">One of <see cref="Entries"/>, whose type must be that of <typeparamref name="T"/>.</param>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public static T[] Values<T>(Stream stream, CheckpointEntry entry)
        where T : unmanaged
    {
        if (entry.Type != SafetensorsTypes.Of<T>())
            throw new ArgumentException($"The tensor '{entry.Key}' is of type {entry.Type}, not {typeof(T).Name}.", nameof(entry));

        var values = new T[entry.Length / CheckpointEntry.SizeOf(entry.Type)];
        stream.Position = entry.Offset;
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    // At the text that lies at a place of the header, with its quotes.
    private Utf8JsonReader Json(Range place)
    {
        var json = new Utf8JsonReader(_header.AsSpan(0, _length)[place]);
        json.Read();
        return json;
    }

    // Leaves the stream behind the eight bytes of the length; null when they, or the byte after them, cannot begin a file of this format.
    private static int? HeaderLength(Stream stream)
    {
        Span<byte> start = stackalloc byte[sizeof(long) + 1];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || start[^1] != '{')
            return null;

        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        stream.Position = sizeof(long);
        return length <= (ulong)Math.Min(stream.Length - sizeof(long), SafetensorsHeader.MostBytes) ? (int)length : null;
    }
}
