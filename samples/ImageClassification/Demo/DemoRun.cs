using System.Diagnostics;
using System.Globalization;
using ImageClassification.Data;
using SampleKit.Files;
using SampleKit.Reporting;
using ImageClassification.Training;
using ModelZoo;
using QuantGen;
using QuantGen.Checkpoints;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.Demo;

/// <summary>
/// The whole road on one set of pictures: a float model, its quantized twin, each calibration method on values collected once,
/// and fine-tuning from the best.
/// </summary>
/// <param name="data">The pictures.</param>
/// <param name="settings">What is trained, and how.</param>
/// <param name="folder">Where results and models are written.</param>
/// <param name="reporter">Where progress and results are shown.</param>
/// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
internal sealed class DemoRun(ImageData data, DemoSettings settings, string folder, IReporter reporter, CancellationToken cancellation)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Does it all and returns what was measured.</summary>
    /// <param name="retrain">Trains the float model even where its weights were written by an earlier run of the same settings.</param>
    public DemoResults Run(bool retrain)
    {
        var resultsFile = OutputFile.Claim(Path.Combine(folder, "results.json"));

        using var model = FloatModel(retrain);
        var floatScore = Test(model, "float");

        using var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized();
        using var calibration = new Calibration(twin);
        calibration.Collect(data.Training, settings.CalibrationSamples, Shard.Whole, reporter, cancellation);
        var (accuracies, best) = TryMethods(twin, calibration);

        calibration.Compute(Calibration.Method(best), reporter, cancellation);
        var report = Path.Combine(folder, "report.html");
        calibration.Report(model, data.Test, $"{settings.Model} on {data.Name}, {best}", report, reporter, cancellation);
        reporter.Line($"Fine-tuning from {best}: {settings.FineTuning.Description}");
        Trainer.Train(twin, data.Training, settings.FineTuning, $"Fine-tuning {settings.Model}", reporter, cancellation);
        var tuned = Test(twin, "fine-tuned");
        Checkpoint.Save(twin, Path.Combine(folder, $"{settings.Model}-{data.Name}-qat.dat"));

        var results = new DemoResults
        {
            Float = Rounded(floatScore.Accuracy),
            Max = accuracies["max"],
            Percentile = accuracies["percentile"],
            Mse = accuracies["mse"],
            Entropy = accuracies["entropy"],
            Qat = Rounded(tuned.Accuracy),
        };
        OutputFile.WriteText(resultsFile, results.ToJson() + "\n");
        Show(results, best);
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Done after {_watch.Elapsed.TotalSeconds:0} s. Results: {resultsFile}, report: {report}, models beside them"));
        return results;
    }

    private Module<Tensor, Tensor> FloatModel(bool retrain)
    {
        random.manual_seed(settings.Training.Seed);
        var model = Models.Create(settings.Model, data.ClassNames.Count);
        var file = Path.Combine(folder, $"{settings.Model}-{data.Name}-float-{settings.FloatWeightsKey(data)}.dat");
        if (File.Exists(file) && !retrain)
        {
            Checkpoint.Load(model, file);
            model.eval();
            reporter.Line($"Float weights of an earlier run: {file} (--retrain makes new ones)");
            return model;
        }

        reporter.Line($"Training {settings.Model}: {settings.Training.Description}");
        Trainer.Train(model, data.Training, settings.Training, $"Training {settings.Model}", reporter, cancellation);
        Checkpoint.Save(model, file);
        return model;
    }

    /// <summary>
    /// Measures every method, and chooses the one with the lowest loss on the pictures it was calibrated with: choosing by the test set
    /// would make its figure too good.
    /// </summary>
    private (Dictionary<string, double> Accuracies, string Best) TryMethods(Module<Tensor, Tensor> twin, Calibration calibration)
    {
        var seen = data.Training.Slice(0, Math.Min(settings.CalibrationSamples, data.Training.Count));
        var accuracies = new Dictionary<string, double>(StringComparer.Ordinal);
        var best = (Name: "", Loss: double.PositiveInfinity);
        foreach (var name in Calibration.MethodNames)
        {
            calibration.Compute(Calibration.Method(name), reporter, cancellation);
            var loss = Evaluator.Evaluate(twin, seen, $"Measuring {name}", reporter, cancellation).Loss;
            if (loss < best.Loss)
                best = (name, loss);

            accuracies[name] = Rounded(Test(twin, name).Accuracy);
            Checkpoint.Save(twin, Path.Combine(folder, $"{settings.Model}-{data.Name}-{name}.dat"));
        }

        return (accuracies, best.Name);
    }

    private Score Test(Module<Tensor, Tensor> model, string name)
    {
        var score = Evaluator.Evaluate(model, data.Test, $"Testing {name}", reporter, cancellation);
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"  {name}: test accuracy {score} (after {_watch.Elapsed.TotalSeconds:0} s)"));
        return score;
    }

    private void Show(DemoResults results, string best)
    {
        string[] Row(string name, double accuracy) =>
        [
            name,
            accuracy.ToString("0.00", CultureInfo.InvariantCulture),
            (accuracy - results.Float).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
        ];

        reporter.Table(
            [$"{settings.Model} on {data.Name}", "test accuracy, %", "against float"],
            [
                Row("float", results.Float),
                Row("8 bits, max", results.Max),
                Row("8 bits, percentile", results.Percentile),
                Row("8 bits, mse", results.Mse),
                Row("8 bits, entropy", results.Entropy),
                Row($"8 bits, fine-tuned from {best}", results.Qat),
            ]);
    }

    private static double Rounded(double percent) => Math.Round(percent, 2, MidpointRounding.AwayFromZero);
}
