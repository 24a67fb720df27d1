extern alias powerOfTwo;

using System.CommandLine;
using System.Globalization;
using ImageClassification.FixedPoint;
using ImageClassification.Training;
using ModelZoo;
using QuantGen.Checkpoints;
using QuantGen.PowerOfTwo;
using static TorchSharp.torch;
using PowerOfTwoModels = powerOfTwo::ModelZoo.Models;

namespace ImageClassification.Commands;

/// <summary><c>diagnose</c>: whether power-of-two quantization is what costs accuracy, and in which layers.</summary>
internal static class DiagnoseCommand
{
    private const int ShownLayers = 10;

    public static Command Create()
    {
        var data = new DataOptions();
        var model = ChoiceOption.Create("--model", "The model.", "resnet20", Models.Names);
        var weights = FileOption.Weights("Float weights, as train writes them.");
        var recipe = ChoiceOption.Create("--recipe", "How twins are made and calibrated.", "advanced", Recipes.Names);
        var batches = NumberOption.Whole("--batches", "Batches of 64 pictures to calibrate with.", PowerOfTwoTwin.DefaultBatches, 1, 100_000);
        var pictures = NumberOption.Whole("--test-pictures", "Test pictures to measure with, from the first.", 1000, 1);
        var tolerance = NumberOption.Real("--tolerance", "The loss of accuracy, in points, that counts as none.", 0.5, 0, 100);
        var threads = NumberOption.Whole("--threads", "Threads to compute with.", Environment.ProcessorCount, 1, 1024);

        var command = new Command("diagnose", "Measures a model in float, 16 and 8 bits, says whether quantization costs accuracy, and lists the layers that cost most.");
        data.AddTo(command);
        command.Add(model);
        command.Add(weights);
        command.Add(recipe);
        command.Add(batches);
        command.Add(pictures);
        command.Add(tolerance);
        command.Add(threads);

        command.SetWork((parse, reporter, cancellation) =>
        {
            set_num_threads(parse.GetValue(threads));
            var set = data.Load(parse, reporter);
            using var network = PowerOfTwoModels.Create(parse.GetRequiredValue(model), set.ClassNames.Count);
            Checkpoint.Load(network, parse.GetRequiredValue(weights));

            var test = set.Test.Slice(0, Math.Min(parse.GetValue(pictures), set.Test.Count));
            var chosen = Recipes.Of(parse.GetRequiredValue(recipe));
            var result = PowerOfTwoDiagnosis.Measure(
                network,
                bits => PowerOfTwoTwin.Calibrated(network, chosen with { Bits = bits }, set.Training, parse.GetValue(batches), reporter, cancellation),
                measured => Evaluator.Evaluate(measured, test, "Measuring", reporter, cancellation).Accuracy,
                new DiagnosisOptions { Tolerance = parse.GetValue(tolerance) },
                progress: null,
                cancellation);

            reporter.Line(result.Sentence);
            if (result.Layers is not { } layers)
                return;

            reporter.Line(string.Create(CultureInfo.InvariantCulture, $"What is won by taking one weight or activation back to float, the {ShownLayers} that win most:"));
            reporter.Table(
                ["layer", "accuracy, %", "won"],
                [.. layers.Layers.Take(ShownLayers).Select(static layer => (IReadOnlyList<string>)
                [
                    layer.Layer,
                    layer.Score.ToString("0.00", CultureInfo.InvariantCulture),
                    layer.Sensitivity.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
                ])]);
        });
        return command;
    }
}
