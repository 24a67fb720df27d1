using System.Text.RegularExpressions;
using QuantGen.Reporting;
using QuantGen.Testing;
using Xunit;

namespace QuantGen.Tests.Reporting;

/// <summary>Opens a report in a browser. The pictures stay in artifacts/report for whoever wants to see them.</summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private readonly ReportNets _nets = new();
    private readonly string _file = RepositoryRoot.Combine("artifacts", "report", $"{Guid.NewGuid():N}.html");

    public ReportInBrowserTests()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        _nets.Report(new ReportOptions { Batches = _nets.Batches, Sensitivity = ReportNets.Sensitive(("first", 0.25)) }).WriteHtml(_file);
    }

    public void Dispose()
    {
        _nets.Dispose();
        File.Delete(_file);
    }

    [ChromiumFact]
    public void ThePageIsCompleteAndItsScriptRunsUnderItsPolicy()
    {
        var (page, log) = Chromium.Dump(_file);

        foreach (var id in new[] { "look", "model", "layers", "ranges", "quantizers", "sensitivity", "float", "dead", "unreached", "words" })
            Assert.Contains($"<section id=\"{id}\"", page, StringComparison.Ordinal);
        foreach (var (name, _) in _nets.Twin.Quantizers())
            Assert.Contains($"<tr id=\"q-{name}\"", page, StringComparison.Ordinal);

        // One drawing for each quantizer with a histogram, and that of all layers.
        Assert.Equal(3 + 1, Regex.Count(page, "<svg[^>]*aria-labelledby"));
        Assert.Contains("<th scope=\"col\"><button type=\"button\">Quantizer</button></th>", page, StringComparison.Ordinal);
        Assert.Contains("<input type=\"search\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Content Security Policy", log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Uncaught", log, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public void ThePageOfAPowerOfTwoTwinIsCompleteToo()
    {
        using var nets = new PowerOfTwoReportNets().WithRanges();
        var report = nets.Report();
        report.WriteHtml(_file);
        var (page, log) = Chromium.Dump(_file);

        foreach (var id in new[] { "look", "model", "layers", "quantizers", "float", "dead", "words" })
            Assert.Contains($"<section id=\"{id}\"", page, StringComparison.Ordinal);
        foreach (var quantizer in report.Quantizers)
            Assert.Contains($"<tr id=\"q-{quantizer.Name}\"", page, StringComparison.Ordinal);

        Assert.Equal(1, Regex.Count(page, "<svg[^>]*aria-labelledby"));
        Assert.Contains("title=\"Levels a unit\"><button type=\"button\">Scale</button>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Content Security Policy", log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Uncaught", log, StringComparison.Ordinal);
        Drawn("power-of-two", 1280, 1600, dark: false);
    }

    [ChromiumFact]
    public void ThePageIsDrawnLightAndDarkWideAndNarrow()
    {
        var light = Drawn("wide-light", 1280, 1600, dark: false);
        var dark = Drawn("wide-dark", 1280, 1600, dark: true);
        var phone = Drawn("narrow-dark", 390, 1600, dark: true);

        Assert.True(light.Brightness > 200, $"The light page has a brightness of {light.Brightness}.");
        Assert.True(dark.Brightness < 80, $"The dark page has a brightness of {dark.Brightness}.");
        Assert.True(phone.Brightness < 80, $"The dark page on a phone has a brightness of {phone.Brightness}.");
    }

    private Picture Drawn(string name, int width, int height, bool dark)
    {
        var file = RepositoryRoot.Combine("artifacts", "report", name + ".png");
        File.Delete(file);
        Chromium.Screenshot(_file, file, width, height, dark);
        var picture = Picture.Read(file);

        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.InRange(picture.Colours, 50, int.MaxValue);
        return picture;
    }
}
