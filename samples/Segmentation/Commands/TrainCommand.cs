using System.CommandLine;
using QuantGen.Checkpoints;
using SampleKit.Files;
using Segmentation.Training;

namespace Segmentation.Commands;

/// <summary><c>train</c>: a float network from nothing.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions();
        var training = new TrainingOptions(new TrainingSettings());
        var output = FileOption.Output("File for the trained float weights.");

        var command = new Command("train", "Trains a float network from random weights and writes them.");
        model.AddTo(command);
        data.AddTo(command);
        training.AddTo(command);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var opened = data.Open(parse, reporter);
            using var network = model.Create(parse, opened);

            var settings = training.Read(parse, model.Seed(parse));
            reporter.Line($"Training {model.Name(parse)}: {settings.Description}");
            new Trainer(network, settings, reporter, cancellation).Train(opened.Data.Training, opened.Input, $"Training {model.Name(parse)}");
            Checkpoint.Save(network.Module, file);

            var score = Evaluator.Evaluate(network, opened.Data.Test, opened.Order, "Testing", reporter, cancellation);
            opened.ReportBadFiles(reporter);
            reporter.Line($"Test: {score}");
            reporter.Line($"Float weights: {file}");
        });
        return command;
    }
}
