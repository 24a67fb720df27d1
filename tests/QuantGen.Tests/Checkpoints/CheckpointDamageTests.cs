using System.Text;
using QuantGen.Checkpoints;
using Xunit;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

public sealed class CheckpointDamageTests : IDisposable
{
    private readonly CheckpointFiles _files = new();
    private readonly TorchSharp.Modules.Linear _layer = Linear(2, 1);

    public void Dispose()
    {
        _files.Dispose();
        _layer.Dispose();
    }

    [Fact]
    public void FileCutShortAtAnyByteIsAnErrorAndChangesNothing()
    {
        var whole = Saved();
        using var other = Linear(2, 1);
        var before = CheckpointFiles.State(other).ToList();

        for (var length = 0; length < whole.Length; length++)
        {
            var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(other, _files.Write(whole.AsSpan(0, length))));
            Assert.Contains(_files.Path(), error.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, CheckpointFiles.State(other));
    }

    [Fact]
    public void BytesAfterTheLastEntryAreAnError()
    {
        var error = Load([.. Saved(), 0, 0]);
        Assert.Equal($"The file '{_files.Path()}' is damaged, or not a checkpoint of TorchSharp's format: 2 bytes follow its last entry.", error.Message);
    }

    [Fact]
    public void AnySingleByteChangedIsAnErrorOrAnotherValueButNeverACrash()
    {
        var whole = Saved();
        using var other = Linear(2, 1);
        for (var place = 0; place < whole.Length; place++)
        {
            foreach (var flip in new byte[] { 0x01, 0x80, 0xFF })
            {
                var damaged = whole.ToArray();
                damaged[place] ^= flip;
                var error = Record.Exception(() => Checkpoint.Load(other, _files.Write(damaged)));
                Assert.True(error is null or CheckpointException, $"Byte {place}: {error}");
            }
        }
    }

    [Fact]
    public void EmptyFileIsAnError() => Assert.Equal($"The checkpoint '{_files.Path()}' is empty.", Load([]).Message);

    [Fact]
    public void TextIsAnError()
    {
        var error = Load(Encoding.UTF8.GetBytes("This is no checkpoint but a text that someone passed by mistake."));
        Assert.Contains("not a checkpoint of TorchSharp's format", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArchiveIsNamedAsOne()
    {
        var error = Load([.. "PK\u0003\u0004"u8, .. new byte[100]]);
        Assert.Contains("The archive '", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF7F", "announces 9223372036854775807 entries but has room for")]
    [InlineData("FFFFFFFFFFFFFFFFFF01", "the number of entries exceeds 63 bits")]
    [InlineData("01FFFFFFFFFFFFFFFF7F6101", "is cut short, or not a checkpoint of TorchSharp's format: it ends within the key of entry 0")]
    [InlineData("01000601010203", "entry 0 has no key")]
    [InlineData("0102FFFE0601", "the key of entry 0 is not text")]
    [InlineData("0101610C01010000", "the entry 'a' has the unknown type 12")]
    [InlineData("010161060108FFFFFFFF", "it ends within the elements of 'a', Float32 [8]")]
    [InlineData("0101610605FFFFFFFF0FFFFFFFFF0FFFFFFFFF0FFFFFFFFF0FFFFFFFFF0F", "it ends within the elements of 'a'")]
    [InlineData("010161067F00000000", "the entry 'a' has 127 axes")]
    [InlineData("0201610100000161010000", "it has two entries 'a'")]
    public void NonsenseIsRefusedBeforeMemoryIsAskedFor(string hex, string reason) =>
        Assert.Contains(reason, Load(Convert.FromHexString(hex)).Message, StringComparison.Ordinal);

    [Fact]
    public void MissingFileIsAnError()
    {
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(_layer, _files.Path("none.dat")));
        Assert.StartsWith($"The checkpoint '{_files.Path("none.dat")}' cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderIsAnError()
    {
        var folder = Path.GetDirectoryName(_files.Path())!;
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(_layer, folder));
        Assert.Equal($"The checkpoint '{folder}' is a folder: give the name of a file.", error.Message);
    }

    private byte[] Saved()
    {
        Checkpoint.Save(_layer, _files.Path());
        return File.ReadAllBytes(_files.Path());
    }

    private CheckpointException Load(ReadOnlySpan<byte> content)
    {
        var path = _files.Write(content);
        return Assert.Throws<CheckpointException>(() => Checkpoint.Load(_layer, path));
    }
}
