using System.Buffers.Binary;
using System.Text;
using QuantGen.Checkpoints;
using QuantGen.Checkpoints.PyTorch;
using Xunit;

namespace QuantGen.Tests.Checkpoints;

public sealed class ZipDirectoryTests
{
    private const uint Long = uint.MaxValue;

    [Fact]
    public void FilesAreListedWithTheirPlaces()
    {
        var archive = Archive(new Entry("a/b", [1, 2, 3]), new Entry("c", []));

        var records = Read(archive);

        Assert.Equal((33, 3), records["a/b"]);
        Assert.Equal((67, 0), records["c"]);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void LargeArchivesHaveNumbersOf64Bits(bool length, bool packed, bool offset)
    {
        var archive = Archive(new Entry("first", [1, 2, 3]), new Entry("second", [4, 5]) { LongLength = length, LongPacked = packed, LongOffset = offset });

        var record = Read(archive)["second"];

        Assert.Equal([4, 5], archive[(int)record.Offset..(int)(record.Offset + record.Length)]);
    }

    [Fact]
    public void ArchivesOfManyFilesHaveAnEndOf64Bits()
    {
        var archive = Archive(new Entry("a", [7]));
        var (end, directory) = (archive[^22..], BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(archive.Length - 6)));
        byte[] longEnd =
        [
            .. "PK\u0006\u0006"u8, .. new byte[20], .. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(1L),
            .. BitConverter.GetBytes((long)(archive.Length - 22 - directory)), .. BitConverter.GetBytes((long)directory),
        ];
        byte[] locator = [.. "PK\u0006\u0007"u8, .. new byte[4], .. BitConverter.GetBytes((long)(archive.Length - 22)), .. new byte[4]];
        end.AsSpan(8, 12).Fill(0xFF);

        Assert.Equal(1, Read([.. archive[..^22], .. longEnd, .. locator, .. end])["a"].Length);
    }

    [Fact]
    public void CompressedAndEncryptedFilesAreListedButNotRead()
    {
        using var window = new FileWindow(new MemoryStream(Archive(new Entry("packed", [1]) { Method = 8 }, new Entry("secret", [2]) { Flags = 1 })));
        var files = ZipDirectory.Read(window, new ReadBudget(window.Length, "x"), "x");

        Assert.Equal(2, files.Count);
        for (var i = 0; i < files.Count; i++)
            Assert.Contains("is compressed or encrypted", Assert.Throws<CheckpointException>(() => files.Plain(i)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedDirectoriesAreErrors()
    {
        var plain = Archive(new Entry("a", [1, 2]), new Entry("b", [3]));

        AssertDamaged(Archive(new Entry("a", [1]), new Entry("a", [2])), "it has two files 'a'");
        AssertDamaged(Archive(new Entry("a", [1, 2]), new Entry("b", [3]) { Offset = 0 }), "overlaps with another");
        AssertDamaged(Archive(new Entry("a", [1]) { Offset = 5 }), "its directory leads nowhere");
        AssertDamaged(Archive(new Entry("a", [1]) { Claims = 200 }), "is stored in another length than its own");
        AssertDamaged(Archive(new Entry("a", [1]) { Method = 8, Packed = 2000 }), "reaches beyond its end");
        AssertDamaged(Archive(new Entry("a", [1]) { Method = 8, Packed = 40 }), "a file overlaps with its directory");
        AssertDamaged([.. plain[..^2], 3, 0, 65, 66, 67], "it is cut short");
        AssertDamaged([.. plain[..^2], 3, 0], "a comment follows its directory");
        AssertDamaged(plain[..^1], "it is cut short");
        AssertDamaged([.. plain[..^10], 0xFF, 0, 0, 0, .. plain[^6..]], "its directory");
        AssertDamaged([], "it is cut short");
    }

    [Fact]
    public void EveryByteChangedIsAnErrorOrAnotherDirectory()
    {
        var plain = Archive(new Entry("first", [1, 2]), new Entry("second", [3]) { LongLength = true, LongPacked = true, LongOffset = true });
        for (var place = 0; place < plain.Length; place++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0x80, 0xFF })
            {
                var damaged = plain.ToArray();
                damaged[place] = value;
                var error = Record.Exception(() => Read(damaged));
                Assert.True(error is null or CheckpointException, $"Byte {place}: {error}");
            }
        }
    }

    private static Dictionary<string, (long Offset, long Length)> Read(byte[] archive)
    {
        using var window = new FileWindow(new MemoryStream(archive));
        var files = ZipDirectory.Read(window, new ReadBudget(archive.Length, "x"), "x");
        var records = new Dictionary<string, (long Offset, long Length)>(StringComparer.Ordinal);
        for (var i = 0; i < files.Count; i++)
        {
            Assert.Equal(i, files.Find(files.NameOf(i)));
            records.Add(Encoding.Latin1.GetString(files.NameOf(i)), (files[i].Content.Offset, files[i].Content.Length));
        }

        Assert.Equal(-1, files.Find("neither"u8));
        return records;
    }

    private static void AssertDamaged(byte[] archive, string reason) =>
        Assert.Contains(reason, Assert.Throws<CheckpointException>(() => Read(archive)).Message, StringComparison.Ordinal);

    private static byte[] Archive(params ReadOnlySpan<Entry> entries)
    {
        using var archive = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var entry in entries)
        {
            var offset = entry.Offset ?? (uint)archive.Position;
            archive.Write([.. "PK\u0003\u0004"u8, .. new byte[22], (byte)entry.Name.Length, 0, 0, 0, .. Encoding.ASCII.GetBytes(entry.Name), .. entry.Content]);
            var (packed, length) = (entry.Packed ?? (uint)entry.Content.Length, entry.Claims ?? (uint)entry.Content.Length);
            byte[] extra =
            [
                .. entry.LongLength ? BitConverter.GetBytes((long)length) : [],
                .. entry.LongPacked ? BitConverter.GetBytes((long)packed) : [],
                .. entry.LongOffset ? BitConverter.GetBytes((long)offset) : [],
            ];

            // A field of another kind before the one that counts.
            byte[] fields = extra.Length == 0 ? [] : [0x46, 0x42, 1, 0, 9, 1, 0, (byte)extra.Length, 0, .. extra];
            directory.Write(
            [
                .. "PK\u0001\u0002"u8, .. new byte[4], entry.Flags, 0, entry.Method, 0, .. new byte[8],
                .. BitConverter.GetBytes(entry.LongPacked ? Long : packed), .. BitConverter.GetBytes(entry.LongLength ? Long : length),
                (byte)entry.Name.Length, 0, (byte)fields.Length, 0, .. new byte[10], .. BitConverter.GetBytes(entry.LongOffset ? Long : offset),
                .. Encoding.ASCII.GetBytes(entry.Name), .. fields,
            ]);
        }

        return
        [
            .. archive.ToArray(), .. directory.ToArray(), .. "PK\u0005\u0006"u8, .. new byte[4], (byte)entries.Length, 0, (byte)entries.Length, 0,
            .. BitConverter.GetBytes((uint)directory.Length), .. BitConverter.GetBytes((uint)archive.Length), 0, 0,
        ];
    }

    private sealed record Entry(string Name, byte[] Content)
    {
        public byte Method { get; init; }

        public byte Flags { get; init; }

        public uint? Offset { get; init; }

        public uint? Packed { get; init; }

        public uint? Claims { get; init; }

        public bool LongLength { get; init; }

        public bool LongPacked { get; init; }

        public bool LongOffset { get; init; }
    }
}
