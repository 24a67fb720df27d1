using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace QuantGen.Checkpoints.Safetensors;

/// <summary>The contents of a safetensors file; the elements are read on request.</summary>
internal sealed class SafetensorsFile
{
    private readonly Dictionary<string, CheckpointEntry> _byName;

    private SafetensorsFile(List<CheckpointEntry> entries, IReadOnlyDictionary<string, string> metadata, ReadBudget budget)
    {
        Budget = budget;
        Entries = entries;
        Metadata = metadata;
        _byName = entries.ToDictionary(static entry => entry.Key, StringComparer.Ordinal);
    }

    /// <summary>The tensors, in the order of the header.</summary>
    public IReadOnlyList<CheckpointEntry> Entries { get; }

    /// <summary>The texts of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>What may still be taken to read the texts.</summary>
    public ReadBudget Budget { get; }

    /// <summary>Reads the header of a file and checks all of it.</summary>
    /// <param name="stream">The file, readable and seekable, at its beginning.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="CheckpointException">The file is damaged, or no safetensors file.</exception>
    public static SafetensorsFile Read(Stream stream, string path)
    {
        if (HeaderLength(stream) is not { } length)
            throw new CheckpointException($"The file '{path}' is damaged, or no safetensors file: it has no header.");

        var budget = new ReadBudget(stream.Length, path);
        budget.Take(length);
        var header = new byte[length];
        stream.ReadExactly(header);
        var (entries, metadata) = SafetensorsHeader.Parse(header, stream.Position, stream.Length, budget, path);
        return new SafetensorsFile(entries, metadata, budget);
    }

    /// <summary>Whether a file begins as a safetensors file does: the length of a header that fits, and an opening brace.</summary>
    /// <param name="stream">The file, which is left at its beginning.</param>
    public static bool Recognises(Stream stream)
    {
        var found = HeaderLength(stream) is not null;
        stream.Position = 0;
        return found;
    }

    /// <summary>The tensor of a name.</summary>
    /// <returns>Null when there is none.</returns>
    public CheckpointEntry? Find(string name) => _byName.GetValueOrDefault(name);

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
