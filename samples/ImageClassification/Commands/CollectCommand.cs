using System.CommandLine;
using System.Globalization;
using SampleKit.Files;
using ImageClassification.Training;

namespace ImageClassification.Commands;

/// <summary><c>collect</c>: what calibration needs of the training pictures, or of a part of them, in a file.</summary>
internal static class CollectCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions(hasTarget: true);
        var weights = FileOption.Weights("Float weights, as train writes them.");
        var output = FileOption.Output("File for what was collected.");
        var samples = CalibrationOptions.Samples();
        var shard = ShardOption.Create();

        var command = new Command("collect", "Collects what calibration needs from training pictures; parts that were collected apart are put together by merge.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        command.Add(samples);
        command.Add(shard);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);
            ModelOptions.LoadFloat(network, parse.GetRequiredValue(weights));
            using var twin = ModelOptions.Twin(network);

            using var calibration = new Calibration(twin);
            calibration.Collect(pictures.Training, parse.GetValue(samples), parse.GetRequiredValue(shard), reporter, cancellation);
            calibration.Save(file);
            reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Collected from {calibration.Batches} batches: {file}"));
        });
        return command;
    }
}
