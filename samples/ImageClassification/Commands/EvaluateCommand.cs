using System.CommandLine;
using ImageClassification.Export;
using ImageClassification.Training;

namespace ImageClassification.Commands;

/// <summary><c>evaluate</c>: the test accuracy of a model, float or quantized.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions(hasTarget: true);
        var weights = new Option<string?>("--weights") { Description = "Weights to measure.", HelpName = "FILE" };
        var quantized = Quantized();
        var onnx = new Option<string?>("--onnx") { Description = "An exported model to measure in ONNX Runtime, in place of weights.", HelpName = "FILE" };
        var library = OnnxModule.Library();

        var command = new Command("evaluate", "Measures a model's test accuracy.");
        model.AddTo(command);
        data.AddTo(command);
        command.Add(weights);
        command.Add(quantized);
        command.Add(onnx);
        command.Add(library);
        command.Validators.Add(result =>
        {
            if (result.GetResult(weights) is null == result.GetResult(onnx) is null)
                result.AddError("give the model to measure: --weights for this program's files, or --onnx for an exported one");
        });

        command.SetWork((parse, reporter, cancellation) =>
        {
            var pictures = data.Load(parse, reporter);
            if (parse.GetValue(onnx) is { } file)
            {
                using var exported = new OnnxModule(file, parse.GetValue(library), model.Threads(parse));
                reporter.Line($"Test accuracy in ONNX Runtime {Evaluator.Evaluate(exported, pictures.Test, "Testing", reporter, cancellation)}");
                return;
            }

            using var network = model.Create(parse, pictures);
            using var twin = ModelOptions.Load(network, parse.GetRequiredValue(weights)!, parse.GetValue(quantized));
            var score = Evaluator.Evaluate(twin ?? network, pictures.Test, "Testing", reporter, cancellation);
            reporter.Line(twin is null ? $"Test accuracy {score}" : $"Test accuracy in 8 bits {score}");
        });
        return command;
    }

    /// <summary>Whether weights are a twin's.</summary>
    public static Option<bool> Quantized() => new("--quantized")
    {
        Description = "The weights are an 8-bit model's, as calibrate and finetune write them.",
    };
}
