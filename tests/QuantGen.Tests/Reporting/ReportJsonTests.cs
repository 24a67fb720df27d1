using System.Text.Json;
using QuantGen.Quantizers;
using QuantGen.Reporting;
using QuantGen.Testing;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Tests.Reporting;

public sealed class ReportJsonTests
{
    [Fact]
    public void SmallModel()
    {
        using var nets = new ReportNets();
        var report = nets.Report(new ReportOptions { Batches = nets.Batches, Note = "Two batches.", Sensitivity = ReportNets.Sensitive(("second", 0.5)) });

        Snapshot.Verify([("report.json", report.ToJson())]);
    }

    [Fact]
    public void TheFormHasAVersionAndDescriptorsCanBeReadBack()
    {
        using var nets = new ReportNets();
        using var document = JsonDocument.Parse(nets.Report().ToJson());
        var root = document.RootElement;

        Assert.Equal(QuantizationReport.CurrentSchema, root.GetProperty("schemaVersion").GetInt32());
        var weight = root.GetProperty("quantizers").EnumerateArray().First(static quantizer => quantizer.GetProperty("role").GetString() == "Weight");
        Assert.Equal(QuantDescriptor.Int8ConvWeightPerChannel, QuantDescriptor.FromJson(weight.GetProperty("descriptor").GetRawText()));
        Assert.False(root.TryGetProperty("note", out _));
    }

    [Fact]
    public void EveryFieldIsDocumented()
    {
        using var nets = new ReportNets();
        using var document = JsonDocument.Parse(nets.Report(new ReportOptions { Batches = nets.Batches, Note = "n", Sensitivity = ReportNets.Sensitive(("second", 1)) }).ToJson());
        var text = File.ReadAllText(RepositoryRoot.Combine("docs", "report.md"));

        Assert.Equal([], Names(document.RootElement).Distinct().Where(name => !text.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static property =>
            property.Name == "descriptor" ? [property.Name] : Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
