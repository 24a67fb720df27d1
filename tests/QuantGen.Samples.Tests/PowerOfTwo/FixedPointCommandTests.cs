using System.Text.Json;
using ImageClassification.Data.Drawing;
using ImageClassification.FixedPoint;
using ImageClassification.Training;
using QuantGen.Samples.Tests.Support;
using SampleKit.Reporting;
using Xunit;

namespace QuantGen.Samples.Tests.PowerOfTwo;

/// <summary>The commands <c>power-of-two</c> and <c>diagnose</c>.</summary>
public sealed class FixedPointCommandTests : IDisposable
{
    private static readonly string[] Rows = ["float", "Simple", "Advanced", "Advanced DW", "Advanced Per-Channel", "fine-tuned", "16 bit"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_comparison_measures_everything_for_each_seed_and_trains_only_once()
    {
        string[] command = ["power-of-two", "--pictures", "96", "--epochs", "1", "--fine-tuning-epochs", "1", "--seeds", "1,2", "--threads", "1", "--output", _folder.Path];
        var first = await Succeeds(command);
        Assert.DoesNotContain("earlier run", first, StringComparison.Ordinal);
        var written = File.ReadAllBytes(_folder.File("resnet20.json"));

        using var json = JsonDocument.Parse(written);
        Assert.Equal([1, 2], json.RootElement.GetProperty("seeds").EnumerateArray().Select(static seed => seed.GetInt32()));
        var rows = json.RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(Rows, rows.Select(static row => row.GetProperty("name").GetString()));
        Assert.All(rows, static row => Assert.Equal(2, row.GetProperty("accuracies").GetArrayLength()));
        foreach (var row in rows)
        {
            var shown = row.GetProperty("accuracies").EnumerateArray().Average(static accuracy => accuracy.GetDouble());
            Assert.Contains(FormattableString.Invariant($"{shown:0.00} |"), first, StringComparison.Ordinal);
        }

        var second = await Succeeds(command);
        Assert.Contains("earlier run", second, StringComparison.Ordinal);
        Assert.Equal(written, File.ReadAllBytes(_folder.File("resnet20.json")));
    }

    [Fact]
    public void A_rescaled_network_is_measured_equalized_too()
    {
        var training = new TrainingSettings { Epochs = 1, BatchSize = 16, Seed = 1 };
        var settings = new ComparisonSettings("mobilenet_v2_cifar", training) { Seeds = [1], Rescaled = true, FineTuningEpochs = 1 };
        using var output = new StringWriter();
        var results = new ComparisonRun(DrawnShapes.Draw(32, 10, seed: 1), settings, _folder.Path, new PlainReporter(output), CancellationToken.None).Run();

        Assert.Equal([.. Rows[..5], "Advanced, equalized", .. Rows[5..]], results.Rows.Select(static row => row.Name));
        Assert.Contains("in front of 17 depthwise convolutions", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("mobilenet_v2_cifar-rescaled.json", _folder.FileNames());
    }

    [Fact]
    public async Task A_diagnosis_says_in_a_sentence_whether_quantization_costs_accuracy()
    {
        string[] common = ["--pictures", "96", "--threads", "1"];
        await Succeeds(["train", .. common, "--epochs", "2", "--output", _folder.File("float.dat")]);

        var said = await Succeeds(["diagnose", .. common, "--weights", _folder.File("float.dat"), "--test-pictures", "16", "--tolerance", "100"]);
        Assert.Contains("8 bits score", said, StringComparison.Ordinal);
        Assert.Contains("nothing is lost", said, StringComparison.Ordinal);
        Assert.Equal(["float.dat"], _folder.FileNames());
    }

    private static async Task<string> Succeeds(string[] arguments)
    {
        var result = await CommandLine.RunAsync(arguments);

        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        Assert.Empty(result.Error);
        return result.Output;
    }
}
