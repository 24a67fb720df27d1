using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageClassification.Commands;
using ImageClassification.Data.Drawing;
using ImageClassification.Demo;
using SampleKit.Reporting;
using ImageClassification.Training;
using QuantGen.Samples.Tests.Support;
using QuantGen.Testing.Onnx;
using Xunit;

namespace QuantGen.Samples.Tests.Classification;

public sealed partial class EndToEndTests
{
    [Fact]
    public async Task Train_calibrate_fine_tune_and_evaluate_hand_files_to_each_other()
    {
        using var folder = new TemporaryFolder();
        string[] common = ["--pictures", "300", "--threads", "1"];

        await Succeeds(["train", .. common, "--epochs", "1", "--output", folder.File("float.dat")]);
        await Succeeds(["calibrate", .. common, "--samples", "64", "--method", "entropy", "--weights", folder.File("float.dat"), "--output", folder.File("twin.dat")]);
        await Succeeds(["finetune", .. common, "--epochs", "1", "--weights", folder.File("twin.dat"), "--output", folder.File("tuned.dat")]);

        Assert.Contains("Test accuracy", await Succeeds(["evaluate", .. common, "--weights", folder.File("float.dat")]), StringComparison.Ordinal);
        Assert.Contains("in 8 bits", await Succeeds(["evaluate", .. common, "--quantized", "--weights", folder.File("tuned.dat")]), StringComparison.Ordinal);
        Assert.Equal(["float.dat", "tuned.dat", "twin.dat"], folder.FileNames());
    }

    [Fact]
    public async Task Parts_collected_apart_and_merged_calibrate_as_one_run_does()
    {
        using var folder = new TemporaryFolder();
        string[] common = ["--pictures", "600", "--threads", "1"];
        string[] model = [.. common, "--weights", folder.File("float.dat")];

        await Succeeds(["train", .. common, "--epochs", "1", "--output", folder.File("float.dat")]);
        for (var part = 1; part <= 3; part++)
            await Succeeds(["collect", .. model, "--samples", "600", "--shard", $"{part}/3", "--output", folder.File($"part{part}")]);

        var merged = await Succeeds(["merge", folder.File("part3"), folder.File("part1"), folder.File("part2"), "--output", folder.File("all")]);
        Assert.StartsWith("3 files, 5 batches", merged, StringComparison.Ordinal);

        await Succeeds(["calibrate", .. model, "--method", "entropy", "--samples", "600", "--output", folder.File("one.dat")]);
        await Succeeds(["calibrate", .. model, "--method", "entropy", "--collected", folder.File("all"), "--output", folder.File("three.dat")]);
        Assert.Equal(File.ReadAllBytes(folder.File("one.dat")), File.ReadAllBytes(folder.File("three.dat")));
    }

    [Fact]
    public async Task A_report_is_written_on_request()
    {
        using var folder = new TemporaryFolder();
        string[] common = ["--pictures", "150", "--threads", "1"];

        await Succeeds(["train", .. common, "--epochs", "1", "--output", folder.File("float.dat")]);
        var output = await Succeeds(["calibrate", .. common, "--samples", "64", "--weights", folder.File("float.dat"), "--report", folder.File("page.html"), "--output", folder.File("twin.dat")]);

        Assert.Contains("page.html", output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(folder.File("page.html")), StringComparison.OrdinalIgnoreCase);
        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("page.json")));
        Assert.Equal("resnet20, mse", json.RootElement.GetProperty("title").GetString());
    }

    [OnnxRuntimeFact]
    public async Task An_exported_twin_has_the_twins_accuracy_in_onnx_runtime()
    {
        using var folder = new TemporaryFolder();
        string[] common = ["--pictures", "300", "--threads", "1"];
        string[] twin = [.. common, "--target", "onnxruntime", "--weights", folder.File("twin.dat"), "--quantized"];

        await Succeeds(["train", .. common, "--epochs", "1", "--output", folder.File("float.dat")]);
        await Succeeds(["calibrate", .. common, "--target", "onnxruntime", "--samples", "64", "--weights", folder.File("float.dat"), "--output", folder.File("twin.dat")]);
        await Succeeds(["export", .. twin, "--batch", "16", "--output", folder.File("twin.onnx")]);

        var inTorch = await Succeeds(["evaluate", .. twin]);
        var inOnnxRuntime = await Succeeds(["evaluate", .. common, "--onnx", folder.File("twin.onnx"), "--onnxruntime", OnnxRuntimes.Path!]);
        Assert.Equal(Accuracy(inTorch), Accuracy(inOnnxRuntime), tolerance: 2.0);

        var compared = await Succeeds(["verify", .. twin, "--samples", "50", "--onnxruntime", OnnxRuntimes.Path!]);
        Assert.Contains("output, interpreter: 0 of 500 differ", compared, StringComparison.Ordinal);
        Assert.Contains("Quantizer by quantizer", compared, StringComparison.Ordinal);
        Assert.Contains("output, interpreter: 0 of 70 differ", await Succeeds(["verify", .. twin, "--samples", "7", "--onnxruntime", OnnxRuntimes.Path!]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cifar10_files_are_trained_on()
    {
        using var folder = new TemporaryFolder();
        CifarFolder.Write(folder.Path);

        var output = await Succeeds(["train", "--data", folder.Path, "--threads", "1", "--epochs", "1", "--batch-size", "8", "--output", folder.File("float.dat")]);

        Assert.Contains("40 training and 20 test pictures of cifar10", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demonstration_writes_every_figure_and_trains_only_once()
    {
        using var folder = new TemporaryFolder();
        var data = DrawnShapes.Draw(128, 64, seed: 1);
        var settings = DemoSettings.From(new TrainingSettings { Epochs = 2, BatchSize = 32 }) with { CalibrationSamples = 64 };

        var first = Run(retrain: false, out var firstOutput);
        var second = Run(retrain: false, out var secondOutput);

        Assert.Equal(first, second);
        Assert.DoesNotContain("earlier run", firstOutput, StringComparison.Ordinal);
        Assert.Contains("earlier run", secondOutput, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("results.json")));
        Assert.Equal(["float", "max", "percentile", "mse", "entropy", "qat"], json.RootElement.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(first.Entropy, json.RootElement.GetProperty("entropy").GetDouble());
        Assert.DoesNotContain(folder.FileNames(), static name => name.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Contains("report.html", folder.FileNames());

        settings = settings with { Training = settings.Training with { Seed = 9 } };
        Run(retrain: false, out var thirdOutput);
        Assert.DoesNotContain("earlier run", thirdOutput, StringComparison.Ordinal);

        DemoResults Run(bool retrain, out string output)
        {
            using var writer = new StringWriter();
            var results = new DemoRun(data, settings, folder.Path, new PlainReporter(writer), CancellationToken.None).Run(retrain);
            output = writer.ToString();
            return results;
        }
    }

    [Fact]
    public async Task A_command_that_is_cancelled_says_so_and_leaves_nothing_half_written()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = await Application.RunAsync(
            ["train", "--pictures", "600", "--threads", "1", "--epochs", "1000", "--output", folder.File("float.dat")], output, error, source.Token);

        Assert.Equal(ExitCode.Cancelled, exitCode);
        Assert.StartsWith("Cancelled", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(folder.FileNames());
    }

    // A picture of the small set is a percent or two.
    private static double Accuracy(string output) => double.Parse(AccuracyText().Match(output).Groups["percent"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<percent>\d+\.\d+) %, loss", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AccuracyText();

    private static async Task<string> Succeeds(string[] arguments)
    {
        var result = await CommandLine.RunAsync(arguments);

        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        Assert.Empty(result.Error);
        return result.Output;
    }
}
