using System.CommandLine;
using System.Globalization;
using QuantGen.Checkpoints;
using SampleKit.Files;
using SampleKit.Reporting;

namespace ImageClassification.Commands;

/// <summary><c>load</c>: how a checkpoint file fits a model.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("FILE") { Description = "A file of TorchSharp, PyTorch or safetensors." };
        var model = new ModelOptions(hasTarget: true);
        var classes = NumberOption.Whole("--classes", "Classes that the model tells apart.", 10, 1);
        var quantized = new Option<bool>("--quantized") { Description = "Load into the model's 8-bit twin." };
        var reshape = new Option<bool>("--reshape") { Description = "Load a tensor of another shape where it has as many numbers, row by row." };
        var renames = new RenameOptions();
        var output = FileOption.OptionalModelOutput("File for the model as it is then.");

        var command = new Command("load", "Loads what fits of a checkpoint file into a fresh model, and lists what does not.");
        command.Add(input);
        model.AddTo(command);
        command.Add(classes);
        command.Add(quantized);
        command.Add(reshape);
        renames.AddTo(command);
        command.Add(output);

        command.SetWork((parse, reporter, _) =>
        {
            var file = parse.GetValue(output) is { } name ? OutputFile.Claim(name) : null;
            var options = new LoadOptions
            {
                Match = CheckpointMatch.WhatFits,
                StateDict = renames.StateDict(parse),
                Renames = renames.Renames(parse),
                AllowReshape = parse.GetValue(reshape),
            };
            using var network = model.Create(parse, parse.GetValue(classes));
            using var twin = parse.GetValue(quantized) ? ModelOptions.Twin(network) : null;
            var loaded = twin ?? network;
            Show(Checkpoint.Load(loaded, parse.GetRequiredValue(input), options), reporter);
            if (file is null)
                return;

            Checkpoint.Save(loaded, file, requireCalibrated: false);
            reporter.Line($"Model: {file}");
        });
        return command;
    }

    private static void Show(LoadReport report, IReporter reporter)
    {
        reporter.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Model}: {report.Loaded.Count} tensors from '{report.Path}', {report.Missing.Count} not restored, {report.Unexpected.Count} unused, {report.Mismatched.Count} of another shape, {report.Reshaped.Count} reshaped"));
        Lines("not restored", report.Missing);
        Lines("unused", report.Unexpected);
        Lines("of another shape or type", report.Mismatched);
        Lines("reshaped", report.Reshaped);
        Lines("converted", report.Converted);
        Lines("quantizes otherwise", report.QuantizerDifferences);
        Lines("note", report.Notes);

        void Lines<T>(string what, IReadOnlyList<T> items)
        {
            foreach (var item in items)
                reporter.Line($"  {what}: {item}");
        }
    }
}
