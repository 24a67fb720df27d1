using System.Buffers;
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

    // Three numbers of eight bytes are looked at, and what follows them is not.
    private const int LongestNumbers = 3 * sizeof(long);
    private const int LongestName = 1024;
    private readonly FileWindow _window;
    private readonly ReadBudget _budget;
    private readonly string _path;
    private readonly ChunkedList<ZipRecord> _records;
    private NameIndex? _names;

    private ZipDirectory(FileWindow window, ReadBudget budget, string path)
    {
        _window = window;
        _budget = budget;
        _path = path;
        _records = new ChunkedList<ZipRecord>(budget);
    }

    /// <summary>How many files the archive has. Their contents do not overlap.</summary>
    public int Count => _records.Count;

    /// <summary>A file, in the order of the directory.</summary>
    public ref ZipRecord this[int index] => ref _records[index];

    /// <summary>Lists the files of an archive.</summary>
    /// <param name="window">The archive.</param>
    /// <param name="budget">What the list may take.</param>
    /// <param name="path">The archive's name for messages.</param>
    /// <exception cref="CheckpointException">The archive is damaged.</exception>
    public static ZipDirectory Read(FileWindow window, ReadBudget budget, string path)
    {
        var directory = new ZipDirectory(window, budget, path);
        directory.Read();
        return directory;
    }

    /// <summary>Whether a file begins as an archive does.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.Length >= 4 && UInt32(start, 0) is LocalMark or EndMark;

    /// <summary>The name of a file, good until something else is looked at. Any byte is a character, as names serve to find files by
    /// names that PyTorch makes from ASCII.</summary>
    public ReadOnlySpan<byte> NameOf(int index) => _window.At(_records[index].NamePlace, _records[index].NameLength);

    /// <summary>The number of the file of a name; -1 for none.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        foreach (var index in _names!.Find(NameIndex.Hash(name)))
        {
            if (NameOf(index).SequenceEqual(name))
                return index;
        }

        return -1;
    }

    /// <summary>Requires that the content of a file can be read as it lies there.</summary>
    /// <exception cref="CheckpointException">It cannot.</exception>
    public ref ZipRecord Plain(int index)
    {
        if (!_records[index].IsPlain)
            throw new CheckpointException($"The file '{Name(_records[index])}' in the archive '{_path}' is compressed or encrypted, which " +
                "PyTorch never does; save the state_dict again with torch.save.");

        return ref _records[index];
    }

    private void Read()
    {
        var (offset, length, count) = FindEntries();
        if (offset < 0 || length < 0 || offset > _window.Length - length || count < 0 || count > length / EntryLength)
            throw Damaged("its directory lies beyond its end");

        var position = offset;
        for (var i = 0L; i < count; i++)
            _records.Add(ReadEntry(ref position, offset + length));

        CheckNames();
        CheckOverlaps(offset);
    }

    // The end of the directory is the last thing in the file; a comment behind it is something that PyTorch does not write.
    private (long Offset, long Length, long Count) FindEntries()
    {
        Span<byte> end = stackalloc byte[EndLength];
        var position = _window.Length - EndLength;
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
        if (position > end - EntryLength)
            throw Damaged("its directory is shorter than it says");

        Span<byte> entry = stackalloc byte[EntryLength];
        _window.At(position, EntryLength).CopyTo(entry);
        if (UInt32(entry, 0) != EntryMark)
            throw Damaged("it is cut short, or its directory leads nowhere");

        int nameLength = UInt16(entry, 28);
        int extraLength = UInt16(entry, 30);
        var rest = position + EntryLength;
        position = rest + nameLength + extraLength + UInt16(entry, 32);
        if (position > end)
            throw Damaged("its directory is shorter than it says");

        if (nameLength > LongestName)
            throw Damaged($"its directory has a name of {nameLength} bytes");

        var plain = (UInt16(entry, 8) & Encrypted) == 0 && UInt16(entry, 10) == 0;
        var (packed, size, offset) = Sizes(entry, rest + nameLength, extraLength);
        var record = new ZipRecord(rest, (ushort)nameLength, NameIndex.Hash(_window.At(rest, nameLength)), plain, Locate(rest, nameLength, offset, packed));
        return !plain || packed == size
            ? record
            : throw Damaged($"its file '{Name(record)}' is stored in another length than its own");
    }

    // Numbers of 32 bits that are all ones stand for numbers of 64 bits in a field of their own, in this order.
    private (long Packed, long Length, long Offset) Sizes(ReadOnlySpan<byte> entry, long extra, int extraLength)
    {
        long packed = UInt32(entry, 20);
        long length = UInt32(entry, 24);
        long offset = UInt32(entry, 42);
        var numbers = LongNumbers(extra, extra + extraLength);
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

    private ReadOnlySpan<byte> LongNumbers(long place, long end)
    {
        while (end - place >= 4)
        {
            var field = _window.At(place, 4);
            var (kind, length) = (UInt16(field, 0), UInt16(field, 2));
            if (length > end - place - 4)
                throw Damaged("its directory is shorter than it says");
            if (kind == LongFields)
                return _window.At(place + 4, Math.Min((int)length, LongestNumbers));

            place += 4 + length;
        }

        return [];
    }

    private TensorMemory Locate(long name, int nameLength, long offset, long length)
    {
        Span<byte> local = stackalloc byte[LocalLength];
        ReadAt(offset, local, LocalMark);
        var start = offset + LocalLength + UInt16(local, 26) + UInt16(local, 28);
        return start <= _window.Length - length
            ? new TensorMemory(start, length)
            : throw Damaged($"its file '{Text(_window.At(name, nameLength))}' reaches beyond its end");
    }

    private void CheckNames()
    {
        _names = new NameIndex(_records.Count, index => _records[index].Hash, _budget);
        Span<byte> name = stackalloc byte[LongestName];
        for (var i = 0; i < _records.Count; i++)
        {
            if (_names.Find(_records[i].Hash).Length == 1)
                continue;

            var length = _records[i].NameLength;
            NameOf(i).CopyTo(name);
            if (Find(name[..length]) != i)
                throw Damaged($"it has two files '{Text(name[..length])}'");
        }
    }

    // Otherwise a small archive could hold the same content many times.
    private void CheckOverlaps(long directory)
    {
        var order = ArrayPool<int>.Shared.Rent(_records.Count);
        try
        {
            var byPlace = order.AsSpan(0, _records.Count);
            for (var i = 0; i < byPlace.Length; i++)
                byPlace[i] = i;

            byPlace.Sort((left, right) => Compare(_records[left].Content, _records[right].Content));
            var end = 0L;
            foreach (var index in byPlace)
            {
                ref var content = ref _records[index].Content;
                if (content.Offset < end)
                    throw Damaged($"its file '{Name(_records[index])}' overlaps with another");

                end = content.Offset + content.Length;
            }

            if (end > directory)
                throw Damaged("a file overlaps with its directory");
        }
        finally
        {
            ArrayPool<int>.Shared.Return(order);
        }
    }

    private static int Compare(TensorMemory left, TensorMemory right) =>
        left.Offset != right.Offset ? left.Offset.CompareTo(right.Offset) : left.Length.CompareTo(right.Length);

    private string Name(ZipRecord record) => Text(_window.At(record.NamePlace, record.NameLength));

    private static string Text(ReadOnlySpan<byte> name) => ErrorText.Short(Encoding.Latin1.GetString(name));

    private void ReadAt(long position, Span<byte> bytes, uint mark)
    {
        if (!TryReadAt(position, bytes, mark))
            throw Damaged("it is cut short, or its directory leads nowhere");
    }

    private bool TryReadAt(long position, Span<byte> bytes, uint mark)
    {
        if (position < 0 || position > _window.Length - bytes.Length)
            return false;

        _window.Read(position, bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) == mark;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[place..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[place..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadInt64LittleEndian(bytes[place..]);

    private CheckpointException Damaged(string why) => new($"The archive '{_path}' is damaged: {why}.");
}
