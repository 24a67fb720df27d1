using System.CommandLine;
using QuantGen.Checkpoints;
using SampleKit.Files;
using SampleKit.Imaging;
using SampleKit.Reporting;
using Segmentation.Data;
using Segmentation.Pictures;
using Segmentation.Training;
using static TorchSharp.torch;

namespace Segmentation.Commands;

/// <summary><c>pictures</c>: input, truth and predictions side by side.</summary>
internal static class PicturesCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = new ModelOptions();
        var recipe = new RecipeOptions();
        var weights = FileOption.Weights("Float weights.");
        var quantized = new Option<string>("--quantized") { Description = "Quantized network, as calibrate and finetune write it.", HelpName = "FILE", Required = true };
        var count = NumberOption.Whole("--count", "How many test pictures, taken at equal distances.", 4, 1, 100);
        var output = FileOption.Output("PNG file to write.");

        var command = new Command("pictures", "Draws test pictures, their masks, and what the float and the quantized network see in them.");
        model.AddTo(command);
        data.AddTo(command);
        recipe.AddTo(command);
        command.Add(weights);
        command.Add(quantized);
        command.Add(count);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var opened = data.Open(parse, reporter);
            using var network = model.Create(parse, opened);
            Checkpoint.Load(network.Module, parse.GetRequiredValue(weights));
            using var twin = recipe.Twin(parse, network);
            Checkpoint.Load(twin.Module, parse.GetRequiredValue(quantized));

            var bits = recipe.Read(parse).Bits;
            var sheet = new Sheet(opened.Data.Test.Labels.Classes, ["input", "truth", "float", $"{bits} bit"]);
            Draw(sheet, opened, network, twin, parse.GetValue(count), reporter, cancellation);
            OutputFile.WriteBytes(file, sheet.ToPng());
            opened.ReportBadFiles(reporter);
            reporter.Line($"Pictures: {file}");
        });
        return command;
    }

    private static void Draw(
        Sheet sheet, OpenedData opened, Segmenter network, Segmenter twin, int count, IReporter reporter, CancellationToken cancellation)
    {
        network.Module.eval();
        twin.Module.eval();
        using var noGradient = no_grad();
        var test = opened.Data.Test;
        var shown = Math.Min(count, test.Count);
        var chosen = test with { Pairs = [.. Enumerable.Range(0, shown).Select(index => test.Pairs[((2 * index) + 1) * test.Count / (2 * shown)])] };
        reporter.Run("Drawing", shown, advance =>
        {
            var samples = Enumerable.Range(0, shown).Select(chosen.Read).OfType<SegmentationSample>();
            var batches = BatchReader.Read(chosen, new BatchOrder(1, opened.Input), cancellation);
            foreach (var (batch, sample) in batches.Zip(samples))
            {
                var framed = Frame.Resize(sample, opened.Input);
                sheet.Add(framed.Picture, framed.Mask, Cut(Evaluator.Predict(network, batch)), Cut(Evaluator.Predict(twin, batch)));
                advance();

                LabelMask Cut(long[] labels)
                {
                    var mask = new LabelMask(new byte[framed.Mask.Labels.Length], framed.Mask.Width, framed.Mask.Height);
                    for (var i = 0; i < mask.Labels.Length; i++)
                        mask.Labels[i] = (byte)labels[(i / mask.Width * opened.Input.Width) + (i % mask.Width)];

                    return mask;
                }
            }
        });
    }
}
