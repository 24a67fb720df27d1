using System.CommandLine;
using System.Globalization;
using ImageClassification.Files;
using ImageClassification.Training;
using QuantGen.Checkpoints;

namespace ImageClassification.Commands;

/// <summary><c>calibrate</c>: from a float model to its twin with 8-bit ranges.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions();
        var weights = FileOptions.Weights("Float weights, as train writes them.");
        var output = FileOptions.Output("File for the calibrated 8-bit model.");
        var samples = NumberOption.Whole("--samples", "Training pictures to estimate the ranges from, taken without augmentation.", Calibration.DefaultSamples, 1);
        var percentile = NumberOption.Real("--percentile", "Share of values, in percent, that the percentile method keeps.", 99.99, 50, 100);
        var method = ChoiceOption.Create("--method", "How ranges follow from the values seen.", "mse", Calibration.MethodNames);

        var command = new Command("calibrate", "Makes the quantized twin of a trained model, estimates its ranges and writes it.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        command.Add(method);
        command.Add(percentile);
        command.Add(samples);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);
            Checkpoint.Load(network, parse.GetRequiredValue(weights));
            using var twin = ModelOptions.Twin(network);

            using var calibration = new Calibration(twin);
            calibration.Collect(pictures.Training, parse.GetValue(samples), reporter, cancellation);
            calibration.Compute(Calibration.Method(parse.GetRequiredValue(method), parse.GetValue(percentile)), reporter);
            Checkpoint.Save(twin, file);

            var score = Evaluator.Evaluate(twin, pictures.Test, "Testing", reporter, cancellation);
            reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Test accuracy in 8 bits, {parse.GetValue(method)}: {score}"));
            reporter.Line($"Calibrated model: {file}");
        });
        return command;
    }
}
