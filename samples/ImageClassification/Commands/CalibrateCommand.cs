using System.CommandLine;
using System.Globalization;
using SampleKit.Files;
using ImageClassification.Training;
using QuantGen.Checkpoints;

namespace ImageClassification.Commands;

/// <summary><c>calibrate</c>: from a float model to its twin with 8-bit ranges.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions(hasTarget: true);
        var weights = FileOption.Weights("Float weights, as train writes them.");
        var output = FileOption.ModelOutput("File for the calibrated 8-bit model.");
        var samples = CalibrationOptions.Samples();
        var collected = new Option<string?>("--collected")
        {
            Description = "What collect or merge wrote, in place of running the pictures through the model here.",
            HelpName = "FILE",
        };
        var report = CalibrationOptions.Report();
        var percentile = NumberOption.Real("--percentile", "Share of values, in percent, that the percentile method keeps.", 99.99, 50, 100);
        var method = ChoiceOption.Create("--method", "How ranges follow from the values seen.", "mse", Calibration.MethodNames);

        var command = new Command("calibrate", "Makes the quantized twin of a trained model, estimates its ranges and writes it.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        command.Add(method);
        command.Add(percentile);
        command.Add(samples);
        command.Add(collected);
        command.Add(report);
        command.Add(output);
        command.Validators.Add(result =>
        {
            if (result.GetResult(collected) is { Implicit: false } && result.GetResult(samples) is { Implicit: false })
                result.AddError("--samples says how many pictures are run through the model, so it cannot be given together with --collected");
        });

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var page = parse.GetValue(report) is { } name ? OutputFile.Claim(name) : null;
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);
            ModelOptions.LoadFloat(network, parse.GetRequiredValue(weights));
            using var twin = ModelOptions.Twin(network);

            using var calibration = new Calibration(twin);
            if (parse.GetValue(collected) is { } state)
                calibration.Add(state);
            else
                calibration.Collect(pictures.Training, parse.GetValue(samples), Shard.Whole, reporter, cancellation);
            calibration.Compute(Calibration.Method(parse.GetRequiredValue(method), parse.GetValue(percentile)), reporter, cancellation);
            Checkpoint.Save(twin, file);

            var score = Evaluator.Evaluate(twin, pictures.Test, "Testing", reporter, cancellation);
            reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Test accuracy in 8 bits, {parse.GetValue(method)}: {score}"));
            reporter.Line($"Calibrated model: {file}");
            if (page is not null)
            {
                calibration.Report(network, pictures.Test, $"{model.Name(parse)}, {parse.GetValue(method)}", page, reporter, cancellation);
                reporter.Line($"Report: {page}");
            }
        });
        return command;
    }
}
