using System.Buffers.Binary;
using System.Text;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// Reads the directory of a zip archive. Only files that are stored as they are, as PyTorch stores them, can be read then, so that a small
/// archive cannot become large.
/// </summary>
/// <remarks>
/// The check sums are not compared: PyTorch itself does not, and has an option to leave them out. Source of the format: APPNOTE.TXT of
/// PKWARE, 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (ends), 4.5.3 (64 bit).
/// </remarks>
internal sealed class ZipDirectory
{
    private const int LocalLength = 30;
    private const int EntryLength = 46;
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int LongEndLength = 56;
    private const uint LocalMark = 0x04034B50;
    private const uint EntryMark = 0x02014B50;
    private const uint EndMark = 0x06054B50;
    private const uint LocatorMark = 0x07064B50;
    private const uint LongEndMark = 0x06064B50;
    private const ushort Encrypted = 1;
    private const ushort LongFields = 1;

    private readonly Stream _stream;
    private readonly ReadBudget _budget;
    private readonly string _path;

    private ZipDirectory(Stream stream, ReadBudget budget, string path)
    {
        _stream = stream;
        _budget = budget;
        _path = path;
    }

    /// <summary>Lists the files of an archive by name. Their contents do not overlap.</summary>
    /// <param name="stream">The archive, readable and seekable.</param>
    /// <param name="budget">What the list may take.</param>
    /// <param name="path">The archive's name for messages.</param>
    /// <exception cref="CheckpointException">The archive is damaged.</exception>
    public static Dictionary<string, ZipRecord> Read(Stream stream, ReadBudget budget, string path) =>
        new ZipDirectory(stream, budget, path).Read();

    /// <summary>Whether a file begins as an archive does.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.Length >= 4 && UInt32(start, 0) is LocalMark or EndMark;

    private Dictionary<string, ZipRecord> Read()
    {
        var (offset, length, count) = FindEntries();
        if (offset < 0 || length < 0 || offset > _stream.Length - length || count < 0 || count > length / EntryLength)
            throw Damaged("its directory lies beyond its end");

        _budget.Take(count * ReadBudget.ObjectCost);
        var records = new Dictionary<string, ZipRecord>((int)count, StringComparer.Ordinal);
        var position = offset;
        for (var i = 0L; i < count; i++)
        {
            var record = ReadEntry(ref position, offset + length);
            if (!records.TryAdd(record.Name, record))
                throw Damaged($"it has two files '{ErrorText.Short(record.Name)}'");
        }

        CheckOverlaps(records.Values, offset);
        return records;
    }

    // The end of the directory is the last thing in the file; a comment behind it is something that PyTorch does not write.
    private (long Offset, long Length, long Count) FindEntries()
    {
        Span<byte> end = stackalloc byte[EndLength];
        var position = _stream.Length - EndLength;
        ReadAt(position, end, EndMark);
        if (UInt16(end, 20) != 0)
            throw Damaged("a comment follows its directory");

        Span<byte> locator = stackalloc byte[LocatorLength];
        if (position >= LocatorLength && TryReadAt(position - LocatorLength, locator, LocatorMark))
        {
            Span<byte> longEnd = stackalloc byte[LongEndLength];
            ReadAt(Int64(locator, 8), longEnd, LongEndMark);
            return (Int64(longEnd, 48), Int64(longEnd, 40), Int64(longEnd, 32));
        }

        return (UInt32(end, 16), UInt32(end, 12), UInt16(end, 10));
    }

    private ZipRecord ReadEntry(ref long position, long end)
    {
        Span<byte> entry = stackalloc byte[EntryLength];
        if (position > end - EntryLength)
            throw Damaged("its directory is shorter than it says");

        ReadAt(position, entry, EntryMark);
        int nameLength = UInt16(entry, 28);
        int extraLength = UInt16(entry, 30);
        var rest = position + EntryLength;
        position = rest + nameLength + extraLength + UInt16(entry, 32);
        if (position > end)
            throw Damaged("its directory is shorter than it says");

        _budget.TakeText(nameLength + extraLength);
        _budget.Take(ReadBudget.ObjectCost + nameLength + extraLength);
        var bytes = new byte[nameLength + extraLength];
        _stream.Position = rest;
        _stream.ReadExactly(bytes);

        // Any byte is a character, as names serve to find records by names that PyTorch makes from ASCII.
        var name = Encoding.Latin1.GetString(bytes.AsSpan(0, nameLength));
        var plain = (UInt16(entry, 8) & Encrypted) == 0 && UInt16(entry, 10) == 0;
        var (packed, length, offset) = Sizes(entry, bytes.AsSpan(nameLength));
        return !plain || packed == length
            ? Locate(name, offset, packed, plain)
            : throw Damaged($"its file '{ErrorText.Short(name)}' is stored in another length than its own");
    }

    // Numbers of 32 bits that are all ones stand for numbers of 64 bits in a field of their own, in this order.
    private (long Packed, long Length, long Offset) Sizes(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra)
    {
        long packed = UInt32(entry, 20);
        long length = UInt32(entry, 24);
        long offset = UInt32(entry, 42);
        var numbers = LongNumbers(extra);
        length = Widened(length, ref numbers);
        packed = Widened(packed, ref numbers);
        return (packed, length, Widened(offset, ref numbers));
    }

    private long Widened(long number, ref ReadOnlySpan<byte> numbers)
    {
        if (number != uint.MaxValue)
            return number;

        var wide = numbers.Length >= sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(numbers) : -1;
        if (wide < 0)
            throw Damaged("its directory lacks a number");

        numbers = numbers[sizeof(long)..];
        return wide;
    }

    private ReadOnlySpan<byte> LongNumbers(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = UInt16(extra, 2);
            if (length > extra.Length - 4)
                throw Damaged("its directory is shorter than it says");
            if (UInt16(extra, 0) == LongFields)
                return extra.Slice(4, length);

            extra = extra[(4 + length)..];
        }

        return [];
    }

    private ZipRecord Locate(string name, long offset, long length, bool plain)
    {
        Span<byte> local = stackalloc byte[LocalLength];
        ReadAt(offset, local, LocalMark);
        var start = offset + LocalLength + UInt16(local, 26) + UInt16(local, 28);
        return start <= _stream.Length - length
            ? new ZipRecord(name, start, length, plain)
            : throw Damaged($"its file '{ErrorText.Short(name)}' reaches beyond its end");
    }

    // Otherwise a small archive could hold the same content many times.
    private void CheckOverlaps(IEnumerable<ZipRecord> records, long directory)
    {
        _budget.Take(records.Count() * (long)ReadBudget.SlotCost);
        var end = 0L;
        foreach (var record in records.OrderBy(static record => record.Offset).ThenBy(static record => record.Length))
        {
            if (record.Offset < end)
                throw Damaged($"its file '{ErrorText.Short(record.Name)}' overlaps with another");

            end = record.Offset + record.Length;
        }

        if (end > directory)
            throw Damaged("a file overlaps with its directory");
    }

    private void ReadAt(long position, Span<byte> bytes, uint mark)
    {
        if (!TryReadAt(position, bytes, mark))
            throw Damaged("it is cut short, or its directory leads nowhere");
    }

    private bool TryReadAt(long position, Span<byte> bytes, uint mark)
    {
        if (position < 0 || position > _stream.Length - bytes.Length)
            return false;

        _stream.Position = position;
        _stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) == mark;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[place..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[place..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadInt64LittleEndian(bytes[place..]);

    private CheckpointException Damaged(string why) => new($"The archive '{_path}' is damaged: {why}.");
}
