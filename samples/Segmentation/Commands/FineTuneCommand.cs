using System.CommandLine;
using QuantGen.Checkpoints;
using QuantGen.PowerOfTwo;
using SampleKit.Files;
using Segmentation.Training;

namespace Segmentation.Commands;

/// <summary><c>finetune</c>: quantization-aware training of a calibrated network.</summary>
internal static class FineTuneCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions();
        var recipe = new RecipeOptions();
        var training = new TrainingOptions(new TrainingSettings().ForFineTuning());
        var weights = FileOption.Weights("Calibrated network, as calibrate writes it with the same --recipe and --bits.");
        var output = FileOption.Output("File for the fine-tuned network.");

        var command = new Command("finetune", "Trains a calibrated network further, and writes it.");
        model.AddTo(command);
        data.AddTo(command);
        recipe.AddTo(command);
        command.Add(weights);
        training.AddTo(command);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var opened = data.Open(parse, reporter);
            using var network = model.Create(parse, opened);
            using var twin = recipe.Twin(parse, network);
            Checkpoint.Load(twin.Module, parse.GetRequiredValue(weights));

            var settings = training.Read(parse, model.Seed(parse));
            reporter.Line($"Fine-tuning {model.Name(parse)}: {settings.Description}");
            using (var quantized = new PowerOfTwoTraining(twin.Module, settings.Epochs))
            {
                new Trainer(twin, settings, reporter, cancellation) { Quantized = quantized }
                    .Train(opened.Data.Training, opened.Input, $"Fine-tuning {model.Name(parse)}");
            }

            Checkpoint.Save(twin.Module, file);
            var score = Evaluator.Evaluate(twin, opened.Data.Test, opened.Order, "Testing", reporter, cancellation);
            opened.ReportBadFiles(reporter);
            reporter.Line($"Test, fine-tuned: {score}");
            reporter.Line($"Fine-tuned network: {file}");
        });
        return command;
    }
}
