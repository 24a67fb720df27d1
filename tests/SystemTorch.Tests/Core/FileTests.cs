using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class FileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void ATensorSurvivesAFileOfEitherFormat()
    {
        using var scope = NewDisposeScope();
        var tensor = randn(3, 4);
        save(tensor, _path);
        Assert.Equal(tensor, load(_path));
        tensor.Save(_path);
        Assert.Equal(tensor, Tensor.Load(_path));
    }

    [Fact]
    public void AFileThatIsMissingOrNoTensorIsRefused()
    {
        File.WriteAllText(_path, "no tensor");
        Assert.Throws<ExternalException>(() => load(_path));
        Assert.Throws<ExternalException>(() => load(_path + ".missing"));
        Assert.Throws<FileNotFoundException>(() => Tensor.Load(_path + ".missing"));
    }

    [Fact]
    public void AFileCutShortIsRefused()
    {
        using var tensor = randn(100);
        tensor.Save(_path);
        using (var file = File.OpenWrite(_path))
            file.SetLength(200);
        Assert.Throws<EndOfStreamException>(() => Tensor.Load(_path));
    }
}
