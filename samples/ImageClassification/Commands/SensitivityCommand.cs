using System.CommandLine;
using System.Globalization;
using ImageClassification.Data;
using SampleKit.Files;
using SampleKit.Reporting;
using ImageClassification.Training;
using QuantGen.Sensitivity;

namespace ImageClassification.Commands;

/// <summary><c>sensitivity</c>: which layers of a calibrated model lose most by their quantization.</summary>
internal static class SensitivityCommand
{
    private const int DefaultSamples = 1000;
    private const string Only = "only";
    private const string Except = "except";
    private const string Accuracy = "accuracy";
    private const string Loss = "loss";

    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions(hasTarget: true);
        var weights = FileOption.Weights("Calibrated 8-bit model, as calibrate and finetune write it.");
        var mode = ChoiceOption.Create("--mode", "Quantize one layer at a time and no other, or all layers except one.", Only, [Only, Except]);
        var score = ChoiceOption.Create("--score", "What is measured. The loss tells layers apart that leave all answers right.", Loss, [Loss, Accuracy]);
        var samples = NumberOption.Whole("--samples", "Test pictures to measure with, from the first.", DefaultSamples, 1);
        var output = FileOption.OptionalOutput("File for the result as JSON.");

        var command = new Command("sensitivity", "Measures for each layer what its quantization costs, and lists the layers, the most sensitive first.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        command.Add(mode);
        command.Add(score);
        command.Add(samples);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = parse.GetValue(output) is { } name ? OutputFile.Claim(name) : null;
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);
            using var twin = ModelOptions.Twin(network);
            ModelOptions.LoadTwin(twin, parse.GetRequiredValue(weights));

            var set = pictures.Test.Slice(0, Math.Min(parse.GetValue(samples), pictures.Test.Count));
            var byAccuracy = string.Equals(parse.GetRequiredValue(score), Accuracy, StringComparison.Ordinal);
            var options = new SensitivityOptions
            {
                Mode = string.Equals(parse.GetRequiredValue(mode), Only, StringComparison.Ordinal) ? SensitivityMode.OneQuantized : SensitivityMode.OneFloat,
                HigherIsBetter = byAccuracy,
            };
            SensitivityResult? result = null;
            reporter.Watch($"Measuring {model.Name(parse)}", total: null, progress =>
                result = SensitivityAnalysis.Measure(twin, Measure, options, progress, cancellation));

            Show(result!, byAccuracy, set, reporter);
            if (file is not null)
            {
                OutputFile.WriteText(file, result!.ToJson());
                reporter.Line($"Result: {file}");
            }

            double Measure()
            {
                var measured = Evaluator.Evaluate(twin, set, cancellation);
                return byAccuracy ? measured.Accuracy : measured.Loss;
            }
        });
        return command;
    }

    private static void Show(SensitivityResult result, bool byAccuracy, ImageSet set, IReporter reporter)
    {
        var (unit, format) = byAccuracy ? ("accuracy in percent", "0.00") : ("loss", "0.00000");
        var (with, at) = result.Mode == SensitivityMode.OneQuantized ? ("quantized alone", "in float") : ("in float", "in 8 bits");
        reporter.Table(
            ["layer", $"{unit}, it {with}", "worse by its quantization"],
            [.. result.Layers.Select(layer => (IReadOnlyList<string>)[layer.Layer, Text(layer.Score), Text(layer.Sensitivity)])]);
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"All layers {at}: {unit} {Text(result.Reference)}; {set.Count} test pictures"));

        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
