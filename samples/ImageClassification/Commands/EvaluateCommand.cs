using System.CommandLine;
using ImageClassification.Training;

namespace ImageClassification.Commands;

/// <summary><c>evaluate</c>: the test accuracy of a model, float or quantized.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions();
        var weights = FileOption.Weights("Weights to measure.");
        var quantized = new Option<bool>("--quantized")
        {
            Description = "The weights are an 8-bit model's, as calibrate and finetune write them.",
        };

        var command = new Command("evaluate", "Measures a model's test accuracy.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        command.Add(quantized);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var pictures = data.Load(parse, reporter);
            using var network = model.Create(parse, pictures);
            if (!parse.GetValue(quantized))
            {
                ModelOptions.LoadFloat(network, parse.GetRequiredValue(weights));
                reporter.Line($"Test accuracy {Evaluator.Evaluate(network, pictures.Test, "Testing", reporter, cancellation)}");
                return;
            }

            using var twin = ModelOptions.Twin(network);
            ModelOptions.LoadTwin(twin, parse.GetRequiredValue(weights));
            reporter.Line($"Test accuracy in 8 bits {Evaluator.Evaluate(twin, pictures.Test, "Testing", reporter, cancellation)}");
        });
        return command;
    }
}
