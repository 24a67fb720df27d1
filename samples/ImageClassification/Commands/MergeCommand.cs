using System.CommandLine;
using System.Globalization;
using SampleKit.Files;
using QuantGen.Calibration;

namespace ImageClassification.Commands;

/// <summary><c>merge</c>: puts together what several runs of <c>collect</c> wrote.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var parts = new Argument<string[]>("FILE")
        {
            Description = "Files that collect wrote, of one model with the same weights.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = FileOption.Output("File for the sum.");

        var command = new Command("merge", "Puts together what was collected from parts of the pictures: the result is that of one run over all of them.");
        command.Add(parts);
        command.Add(output);
        command.Validators.Add(result =>
        {
            if (result.GetResult(parts) is not { Tokens.Count: > 0 })
                result.AddError("Give the files to put together, as collect wrote them");
        });

        command.SetWork((parse, reporter, _) =>
        {
            var file = OutputFile.Claim(parse.GetRequiredValue(output));
            var states = parse.GetRequiredValue(parts).Select(CalibrationState.Load).ToList();
            var whole = CalibrationState.Merge(states);
            whole.Save(file);
            reporter.Line(string.Create(CultureInfo.InvariantCulture, $"{states.Count} files, {whole.Batches} batches: {file}"));
        });
        return command;
    }
}
