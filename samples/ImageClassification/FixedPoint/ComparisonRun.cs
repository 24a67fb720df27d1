using System.Globalization;
using ImageClassification.Data;
using ImageClassification.Training;
using QuantGen.PowerOfTwo;
using SampleKit.Files;
using SampleKit.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.FixedPoint;

/// <summary>
/// Trains a network, and measures it in float, with each of the four power-of-two calibrations, fine-tuned, and in 16 bits: once for each seed.
/// </summary>
/// <param name="data">The pictures.</param>
/// <param name="settings">What is done.</param>
/// <param name="folder">Where float weights are kept and results written.</param>
/// <param name="reporter">Where progress and results are shown.</param>
/// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
internal sealed class ComparisonRun(ImageData data, ComparisonSettings settings, string folder, IReporter reporter, CancellationToken cancellation)
{
    private const string Equalized = "Advanced, equalized";
    private const string FineTuned = "fine-tuned";
    private const string SixteenBit = "16 bit";
    private const int ProbePictures = 8;

    private readonly Dictionary<string, List<double>> _accuracies = new(StringComparer.Ordinal);

    /// <summary>Does it all and returns what was measured.</summary>
    public ComparisonResults Run()
    {
        var file = OutputFile.Claim(Path.Combine(folder, $"{settings.Model}{(settings.Rescaled ? "-rescaled" : "")}.json"));
        foreach (var seed in settings.Seeds)
            RunOnce(seed);

        var results = new ComparisonResults(settings.Model, settings.Rescaled, settings.Seeds)
        {
            Rows = [.. _accuracies.Select(static entry => new ComparisonRow(entry.Key, entry.Value))],
        };
        OutputFile.WriteText(file, results.ToJson() + "\n");
        reporter.Table([$"{settings.Title} on {data.Name}", .. ComparisonResults.Columns.Skip(1)], [.. results.Cells()]);
        reporter.Line($"Results: {file}");
        return results;
    }

    private void RunOnce(int seed)
    {
        var training = settings.Training with { Seed = seed };
        using var model = FloatModels.Trained(settings.Model, data, training, folder, reporter, cancellation);
        Measure(model, ComparisonResults.Float, seed);
        if (settings.Rescaled)
        {
            using var probe = Probe();
            var depthwise = ChannelRescaling.Apply(model, probe, seed);
            reporter.Line(string.Create(CultureInfo.InvariantCulture, $"  channels in front of {depthwise} depthwise convolutions made unequal"));
        }

        foreach (var recipe in PowerOfTwoRecipe.All)
        {
            using var twin = Calibrated(model, recipe);
            Measure(twin, recipe.Name, seed);
        }

        if (settings.Rescaled)
            MeasureEqualized(training, seed);

        FineTune(model, seed);

        // Only ranges, nothing clipped or corrected: with levels to spare both only change the function.
        using var fine = Calibrated(model, PowerOfTwoRecipe.Simple with { Bits = 16 });
        Measure(fine, SixteenBit, seed);
    }

    private void MeasureEqualized(TrainingSettings training, int seed)
    {
        using var model = FloatModels.Trained(settings.Model, data, training, folder, reporter, cancellation);
        using var probe = Probe();
        ChannelRescaling.Apply(model, probe, seed);
        CrossLayerEqualization.Apply(model, probe);
        using var twin = Calibrated(model, PowerOfTwoRecipe.Advanced);
        Measure(twin, Equalized, seed);
    }

    private void FineTune(Module<Tensor, Tensor> model, int seed)
    {
        var recipe = settings.Rescaled ? PowerOfTwoRecipe.AdvancedDepthwise : PowerOfTwoRecipe.Advanced;
        using var twin = Calibrated(model, recipe);
        var training = settings.FineTuning with { Seed = seed };
        using var schedule = new PowerOfTwoTraining(twin, training.Epochs);
        Trainer.Train(twin, data.Training, training, $"Fine-tuning {settings.Model}", reporter, cancellation, schedule);
        Measure(twin, FineTuned, seed);
    }

    private Module<Tensor, Tensor> Calibrated(Module<Tensor, Tensor> model, PowerOfTwoRecipe recipe) =>
        PowerOfTwoTwin.Calibrated(model, recipe, data.Training, settings.CalibrationBatches, reporter, cancellation);

    private Tensor Probe()
    {
        foreach (var batch in BatchLoader.Read(data.Training.Slice(0, ProbePictures), new BatchOrder(ProbePictures), cancellation))
            return batch.Images();

        throw new TrainingException("There is no training picture.");
    }

    private void Measure(Module<Tensor, Tensor> model, string name, int seed)
    {
        var score = Evaluator.Evaluate(model, data.Test, $"Testing {name}", reporter, cancellation);
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"  seed {seed}, {name}: test accuracy {score}"));
        if (!_accuracies.TryGetValue(name, out var row))
            _accuracies[name] = row = [];

        row.Add(Math.Round(score.Accuracy, 2, MidpointRounding.AwayFromZero));
    }
}
