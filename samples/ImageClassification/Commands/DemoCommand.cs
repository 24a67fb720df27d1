using System.CommandLine;
using ImageClassification.Demo;
using static TorchSharp.torch;

namespace ImageClassification.Commands;

/// <summary><c>demo</c>: everything from training to fine-tuning in one go.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var retrain = new Option<bool>("--retrain") { Description = "Train the float model even where its weights are there from an earlier run." };
        var epochs = NumberOption.OptionalWhole("--epochs", "Passes over the training pictures for the float model; without it, 8 for shapes and 24 for CIFAR-10.", 1, 10_000);
        var seed = NumberOption.Whole("--seed", "Chooses the initial weights and the order of the pictures.", 1, 0);
        var threads = NumberOption.Whole("--threads", "Threads to compute with.", Environment.ProcessorCount, 1, 1024);
        var output = new Option<string>("--output")
        {
            Description = "Folder for results.json and the models.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => Path.Combine("artifacts", "demo"),
        };

        var command = new Command("demo", "Trains ResNet-20, quantizes it, tries every calibration method, fine-tunes, and shows all accuracies.");
        data.AddTo(command, withHoldOut: false);
        command.Add(epochs);
        command.Add(retrain);
        command.Add(seed);
        command.Add(threads);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            set_num_threads(parse.GetValue(threads));
            var pictures = data.Load(parse, reporter, withHoldOut: false);
            var settings = data.HasFolder(parse) ? DemoSettings.ForCifar10() : DemoSettings.ForShapes();
            var training = settings.Training with { Seed = parse.GetValue(seed) };
            if (parse.GetValue(epochs) is { } given)
                training = training with { Epochs = given };

            new DemoRun(pictures, DemoSettings.From(training), parse.GetRequiredValue(output), reporter, cancellation).Run(parse.GetValue(retrain));
        });
        return command;
    }
}
