using System.CommandLine;
using SampleKit.Files;
using ImageClassification.Training;
using QuantGen.Checkpoints;

namespace ImageClassification.Commands;

/// <summary><c>train</c>: a float model from nothing.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions();
        var training = new TrainingOptions(new TrainingSettings());
        var output = FileOption.ModelOutput("File for the trained float weights.");

        var command = new Command("train", "Trains a float model and writes its weights.");
        model.AddTo(command);
        data.AddTo(command);
        training.AddTo(command);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);

            Trainer.Train(
                network, pictures.Training, training.Read(parse, pictures, model.Seed(parse)), $"Training {model.Name(parse)}", reporter, cancellation);
            Checkpoint.Save(network, file);

            var score = Evaluator.Evaluate(network, pictures.Test, "Testing", reporter, cancellation);
            reporter.Line($"Test accuracy {score}");
            reporter.Line($"Float weights: {file}");
        });
        return command;
    }
}
