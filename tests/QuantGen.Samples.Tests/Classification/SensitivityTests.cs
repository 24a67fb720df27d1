using System.Text.Json;
using ImageClassification.Commands;
using ModelZoo;
using QuantGen.Calibration;
using QuantGen.Checkpoints;
using QuantGen.Samples.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Classification;

/// <summary>The command <c>sensitivity</c> on a model that was calibrated on noise.</summary>
public sealed class SensitivityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SensitivityTests()
    {
        random.manual_seed(3);
        using var model = Models.ResNet20();
        using var twin = model.ToQuantized();
        using var calibrator = new Calibrator(twin);
        using var batch = randn(2, 3, 32, 32);
        calibrator.Collect([batch]);
        calibrator.Compute(CalibrationMethod.Max);
        Checkpoint.Save(twin, Twin);
    }

    private string Twin => _folder.File("twin.dat");

    private string Result => _folder.File("layers.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("only", "loss", "oneQuantized", false, "All layers in float: loss ")]
    [InlineData("except", "accuracy", "oneFloat", true, "All layers in 8 bits: accuracy in percent ")]
    public async Task Layers_are_listed_the_most_sensitive_first(string mode, string score, string named, bool higherIsBetter, string reference)
    {
        var result = await CommandLine.RunAsync(
            "sensitivity", "--pictures", "60", "--samples", "6", "--weights", Twin, "--mode", mode, "--score", score, "--output", Result, "--threads", "1");

        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Success, result.ExitCode);
        using var json = JsonDocument.Parse(File.ReadAllText(Result));
        Assert.Equal(named, json.RootElement.GetProperty("mode").GetString());
        Assert.Equal(higherIsBetter, json.RootElement.GetProperty("higherIsBetter").GetBoolean());
        var layers = json.RootElement.GetProperty("layers").EnumerateArray()
            .Select(static layer => (Name: layer.GetProperty("layer").GetString()!, Sensitivity: layer.GetProperty("sensitivity").GetDouble()))
            .ToList();
        Assert.Contains(layers, static layer => layer.Name == "conv1");
        Assert.Contains(layers, static layer => layer.Name == "layer1.0.residual_quantizer");
        Assert.Equal(layers.OrderByDescending(static layer => layer.Sensitivity), layers);
        Assert.Equal(layers.Select(static layer => layer.Name), Rows(result.Output));
        Assert.Contains(reference, result.Output, StringComparison.Ordinal);
        Assert.Contains("; 6 test pictures", result.Output, StringComparison.Ordinal);
        Assert.Contains($"Result: {Result}", result.Output, StringComparison.Ordinal);
        Assert.Equal(["layers.json", "twin.dat"], _folder.FileNames());
    }

    [Fact]
    public async Task A_measurement_that_is_stopped_writes_nothing()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        var exitCode = await Application.RunAsync(["sensitivity", "--pictures", "30000", "--samples", "10000", "--weights", Twin, "--output", Result], output, error, source.Token);

        Assert.Equal(ExitCode.Cancelled, exitCode);
        Assert.StartsWith("Cancelled", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["twin.dat"], _folder.FileNames());
    }

    // The first cells of the lines of a table, from below its heading on.
    private static IEnumerable<string> Rows(string output) =>
        output.Split('\n').Where(static line => line.StartsWith('|')).Select(static line => line.Split('|')[1].Trim())
            .SkipWhile(static cell => !cell.StartsWith(":-", StringComparison.Ordinal)).Skip(1);
}
