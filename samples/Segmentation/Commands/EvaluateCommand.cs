using System.CommandLine;
using QuantGen.Checkpoints;
using Segmentation.Training;

namespace Segmentation.Commands;

/// <summary><c>evaluate</c>: mean intersection over union and that of each class, of a float network and quantized ones side by side.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions();
        var recipe = new RecipeOptions();
        var weights = new Option<string?>("--weights") { Description = "Float weights to measure.", HelpName = "FILE" };
        var quantized = new Option<string[]>("--quantized")
        {
            Description = "Quantized networks to measure, as calibrate and finetune write them with the same --recipe and --bits.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };

        var command = new Command("evaluate", "Measures networks on the test pictures.");
        model.AddTo(command);
        data.AddTo(command);
        recipe.AddTo(command);
        command.Add(weights);
        command.Add(quantized);
        command.Validators.Add(result =>
        {
            if (result.GetResult(weights) is null && result.GetResult(quantized) is null)
                result.AddError("Give --weights, --quantized or both");
        });

        command.SetWork((parse, reporter, cancellation) =>
        {
            var opened = data.Open(parse, reporter);
            using var network = model.Create(parse, opened);
            var scores = new List<(string Name, SegmentationScore Score)>();
            if (parse.GetValue(weights) is { } floatFile)
            {
                Checkpoint.Load(network.Module, floatFile);
                Measure(network, "float");
            }

            foreach (var file in parse.GetValue(quantized) ?? [])
            {
                using var twin = recipe.Twin(parse, network);
                Checkpoint.Load(twin.Module, file);
                Measure(twin, Path.GetFileNameWithoutExtension(file));
            }

            opened.ReportBadFiles(reporter);
            ScoreTable.Show(model.Name(parse), opened.Data.Test.Labels.Classes, scores, reporter);

            void Measure(Segmenter measured, string name) =>
                scores.Add((name, Evaluator.Evaluate(measured, opened.Data.Test, opened.Order, $"Testing {name}", reporter, cancellation)));
        });
        return command;
    }
}
