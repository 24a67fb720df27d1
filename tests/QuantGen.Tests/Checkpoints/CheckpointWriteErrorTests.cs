using QuantGen.Checkpoints;
using Xunit;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

public sealed class CheckpointWriteErrorTests : IDisposable
{
    private readonly CheckpointFiles _files = new();
    private readonly TorchSharp.Modules.Linear _layer = Linear(64, 64);

    public void Dispose()
    {
        _files.Dispose();
        _layer.Dispose();
    }

    [Fact]
    public void FullDiskLeavesTheOldFileAndNothingElse()
    {
        Checkpoint.Save(_layer, _files.Path());
        var before = File.ReadAllBytes(_files.Path());
        using var other = Linear(64, 64);

        var error = Assert.Throws<CheckpointException>(() =>
            Checkpoint.Save(other, _files.Path(), requireCalibrated: true, static path => new FullDisk(path, capacity: 5000)));

        Assert.Equal($"The file '{_files.Path()}' cannot be written: No space left on device.", error.Message);
        Assert.Equal(before, File.ReadAllBytes(_files.Path()));
        Assert.Equal(["model.dat"], _files.Names);
    }

    [Fact]
    public void FolderThatDoesNotExistIsAnError()
    {
        var path = _files.Path(Path.Combine("none", "model.dat"));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Save(_layer, path));
        Assert.StartsWith($"The file '{path}' cannot be written: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderWithoutTheRightToWriteIsAnError()
    {
        // Nobody may make files here, not even the super-user, whom the rights of ordinary folders do not stop.
        if (!Directory.Exists("/proc/self"))
            return;

        Assert.Throws<CheckpointException>(() => Checkpoint.Save(_layer, "/proc/self/model.dat"));
    }

    [Fact]
    public void FolderInPlaceOfTheFileIsAnErrorAndLeavesNothingBehind()
    {
        Directory.CreateDirectory(_files.Path("folder"));

        Assert.Throws<CheckpointException>(() => Checkpoint.Save(_layer, _files.Path("folder")));
        Assert.Empty(_files.Names);
    }

    /// <summary>A file on a disk that has room for so many bytes.</summary>
    private sealed class FullDisk(string path, long capacity) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Position + buffer.Length > capacity)
                throw new IOException("No space left on device.");

            base.Write(buffer);
        }
    }
}
