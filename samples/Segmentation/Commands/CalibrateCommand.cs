using System.CommandLine;
using QuantGen.Checkpoints;
using QuantGen.PowerOfTwo;
using SampleKit.Files;
using Segmentation.Training;

namespace Segmentation.Commands;

/// <summary><c>calibrate</c>: a quantized network from a float one, without masks or gradients.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions();
        var recipe = new RecipeOptions();
        var weights = FileOption.Weights("Float weights, as train writes them.");
        var output = FileOption.Output("File for the calibrated network.");
        var ranges = new Option<string?>("--ranges")
        {
            Description = "File for the ranges of each layer, as JSON, for fixed-point tools.",
            HelpName = "FILE",
        };
        var report = new Option<string?>("--report")
        {
            Description = "File for a report of the quantized network, a web page, and the same as JSON beside it.",
            HelpName = "FILE",
        };

        var command = new Command("calibrate", "Quantizes a float network with power-of-two ranges, calibrates it on training pictures, and writes it.");
        model.AddTo(command);
        data.AddTo(command);
        recipe.AddTo(command);
        command.Add(weights);
        command.Add(output);
        command.Add(ranges);
        command.Add(report);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var rangeFile = parse.GetValue(ranges) is { } path ? OutputFile.Claim(path) : null;
            var page = parse.GetValue(report) is { } name ? OutputFile.Claim(name) : null;
            var opened = data.Open(parse, reporter);
            using var network = model.Create(parse, opened);
            Checkpoint.Load(network.Module, parse.GetRequiredValue(weights));
            using var twin = recipe.Twin(parse, network);

            var order = opened.CalibrationOrder(model.Seed(parse));
            Calibration.Run(twin, recipe.Read(parse).Calibration, opened.Data.Training, order, reporter, cancellation);
            Checkpoint.Save(twin.Module, file);
            if (rangeFile is not null)
                RangeFile.Of(twin.Module).Save(rangeFile);

            if (page is not null)
                Calibration.Report(network, twin, opened.Data.Test, opened.Order, $"{model.Name(parse)}, {recipe.Read(parse)}", page, reporter, cancellation);

            var score = Evaluator.Evaluate(twin, opened.Data.Test, opened.Order, "Testing", reporter, cancellation);
            opened.ReportBadFiles(reporter);
            reporter.Line($"Test, {recipe.Read(parse)}: {score}");
            reporter.Line($"Calibrated network: {file}");
        });
        return command;
    }
}
