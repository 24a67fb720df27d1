using System.CommandLine;
using ImageClassification.Checkpoints;
using QuantGen.Checkpoints;
using SampleKit.Files;

namespace ImageClassification.Commands;

/// <summary><c>convert</c>: a checkpoint file in another format, or with other keys.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("IN") { Description = "A file of TorchSharp, PyTorch or safetensors." };
        var output = new Argument<string>("OUT") { Description = "The file to write: .safetensors for that format, any other name for TorchSharp's." };
        FileOption.RefuseReadOnly(output, "OUT");
        var renames = new RenameOptions();
        var prefixes = new Option<string[]>("--drop-prefix")
        {
            Description = "Left out where keys begin with it, such as module. before all keys of a model that was trained on several processors; may be given more than once.",
            HelpName = "TEXT",
        };
        prefixes.Validators.Add(static result =>
        {
            if (result.Tokens.Any(static token => token.Value.Length == 0))
                result.AddError("--drop-prefix takes a text that keys begin with, not ''");
        });

        var command = new Command("convert", "Writes a checkpoint file in another format, or with other keys.");
        command.Add(input);
        command.Add(output);
        command.Add(prefixes);
        renames.AddTo(command);

        command.SetWork((parse, reporter, _) =>
        {
            var options = new ConversionOptions { DroppedPrefixes = parse.GetValue(prefixes) ?? [], Renames = renames.Renames(parse) };
            using var file = CheckpointFile.Open(parse.GetRequiredValue(input), renames.StateDict(parse));
            var path = OutputFile.Claim(parse.GetRequiredValue(output));
            foreach (var renamed in file.SaveAs(path, options))
                reporter.Line(renamed.ToString());

            using var written = CheckpointFile.Open(path);
            reporter.Line($"{path}: {CheckpointText.Summary(written)}");
        });
        return command;
    }
}
