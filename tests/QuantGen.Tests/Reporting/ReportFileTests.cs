using Xunit;

namespace QuantGen.Tests.Reporting;

public sealed class ReportFileTests : IDisposable
{
    private readonly ReportNets _nets = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("report");

    public void Dispose()
    {
        _nets.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void PageAndJsonAreWrittenBesideEachOther()
    {
        var report = _nets.Report();
        var path = Path.Combine(_folder.FullName, "model.html");
        File.WriteAllText(path, "an older report");
        report.Write(path);

        Assert.Equal(["model.html", "model.json"], _folder.EnumerateFiles().Select(static file => file.Name).Order());
        Assert.Equal(report.ToHtml(), File.ReadAllText(path));
        Assert.Equal(report.ToJson(), File.ReadAllText(Path.ChangeExtension(path, ".json")));
    }

    [Fact]
    public void AnErrorNamesTheFileAndLeavesNothing()
    {
        var report = _nets.Report();
        var path = Path.Combine(_folder.FullName, "nowhere", "model.html");
        var error = Assert.Throws<QuantizationException>(() => report.WriteHtml(path));

        Assert.StartsWith($"The report '{path}' cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
        Assert.Throws<ArgumentException>(() => report.Write(Path.Combine(_folder.FullName, "model.json")));
    }
}
