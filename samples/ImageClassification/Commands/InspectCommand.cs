using System.CommandLine;
using System.IO.Enumeration;
using ImageClassification.Checkpoints;
using QuantGen.Checkpoints;

namespace ImageClassification.Commands;

/// <summary><c>inspect</c>: what is in a checkpoint file, of whatever model.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("FILE") { Description = "A file of TorchSharp, PyTorch or safetensors." };
        var keys = new Option<string>("--keys")
        {
            Description = "Show only the keys that this pattern fits: * stands for any text, ? for one character.",
            HelpName = "PATTERN",
            DefaultValueFactory = static _ => "*",
        };
        var stateDict = new Option<string?>("--state-dict")
        {
            Description = "The keys that lead to the weights in a file of PyTorch with several state_dicts, joined by slashes.",
            HelpName = "PLACE",
        };

        var command = new Command("inspect", "Lists the tensors of a checkpoint file, and how its quantizers quantize where it says so.");
        command.Add(input);
        command.Add(keys);
        command.Add(stateDict);

        command.SetWork((parse, reporter, cancellation) =>
        {
            using var file = CheckpointFile.Open(parse.GetRequiredValue(input), parse.GetValue(stateDict));
            var pattern = parse.GetRequiredValue(keys);
            reporter.Line($"{file.Path}: {CheckpointText.Summary(file)}");
            foreach (var note in file.Notes)
                reporter.Line($"Note: {note}");

            reporter.Table(["tensor", "type", "shape", "least", "largest", "mean"], [.. file.Tensors.Where(tensor => IsShown(tensor.Key)).Select(Row)]);
            if (file.Quantizers.Count > 0)
                reporter.Table(["quantizer", "quantizes"], [.. file.Quantizers.Where(quantizer => IsShown(quantizer.Name)).Select(static quantizer => (IReadOnlyList<string>)[quantizer.Name, quantizer.Description])]);

            bool IsShown(string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

            IReadOnlyList<string> Row(CheckpointTensor tensor)
            {
                cancellation.ThrowIfCancellationRequested();
                using var elements = file.Read(tensor.Key);
                var (least, largest, mean) = TensorSummary.Of(elements);
                return [tensor.Key, tensor.Type.ToString(), CheckpointText.Shape(tensor), TensorSummary.Text(least), TensorSummary.Text(largest), TensorSummary.Text(mean)];
            }
        });
        return command;
    }
}
