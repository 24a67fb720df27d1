using System.CommandLine;
using SampleKit.Files;
using ImageClassification.Training;
using QuantGen.Checkpoints;

namespace ImageClassification.Commands;

/// <summary><c>finetune</c>: quantization-aware training of a calibrated twin.</summary>
internal static class FineTuneCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions(hasTarget: true);
        var training = new TrainingOptions(new TrainingSettings().ForFineTuning());
        var weights = FileOption.Weights("Calibrated 8-bit model, as calibrate writes it.");
        var output = FileOption.ModelOutput("File for the fine-tuned 8-bit model.");
        var freeze = new Option<bool>("--freeze-batch-norm")
        {
            Description = "Keep the running statistics of BatchNorm as they are and normalize by them.",
        };

        var command = new Command("finetune", "Trains a calibrated twin further with its ranges fixed, and writes it.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        training.AddTo(command);
        command.Add(freeze);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);
            using var twin = ModelOptions.Twin(network);
            ModelOptions.LoadTwin(twin, parse.GetRequiredValue(weights));

            var settings = training.Read(parse, pictures, model.Seed(parse)) with { FreezeBatchNorm = parse.GetValue(freeze) };
            Trainer.Train(twin, pictures.Training, settings, $"Fine-tuning {model.Name(parse)}", reporter, cancellation);
            Checkpoint.Save(twin, file);

            var score = Evaluator.Evaluate(twin, pictures.Test, "Testing", reporter, cancellation);
            reporter.Line($"Test accuracy in 8 bits, fine-tuned: {score}");
            reporter.Line($"Fine-tuned model: {file}");
        });
        return command;
    }
}
