using System.CommandLine;
using System.Globalization;
using ImageClassification.FixedPoint;
using ImageClassification.Training;
using ModelZoo;
using static TorchSharp.torch;

namespace ImageClassification.Commands;

/// <summary><c>power-of-two</c>: all calibrations for fixed-point hardware beside each other.</summary>
internal static class PowerOfTwoCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var model = ChoiceOption.Create("--model", "The model.", "resnet20", Models.Names);
        var training = new TrainingOptions(new TrainingSettings());
        var rescaled = new Option<bool>("--rescaled")
        {
            Description = "First make channels in front of depthwise convolutions of the trained network unequal, which does not change what it computes.",
        };
        var seeds = ParsedOption.Create<IReadOnlyList<int>>("--seeds", "One run each.", "N,N,..", [1, 2, 3], ReadSeeds, "different whole numbers from 0, with commas between them");
        var fineTuning = NumberOption.Whole("--fine-tuning-epochs", "Passes over the training pictures in fine-tuning.", 2, 1, 1000);
        var threads = NumberOption.Whole("--threads", "Threads to compute with.", Environment.ProcessorCount, 1, 1024);
        var output = new Option<string>("--output")
        {
            Description = "Folder for results and float weights.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => Path.Combine("artifacts", "power-of-two"),
        };

        var command = new Command("power-of-two", "Measures a model in float, with each power-of-two calibration, fine-tuned and in 16 bits.");
        data.AddTo(command);
        command.Add(model);
        training.AddTo(command);
        command.Add(rescaled);
        command.Add(seeds);
        command.Add(fineTuning);
        command.Add(threads);
        command.Add(output);

        command.SetWork((parse, reporter, cancellation) =>
        {
            set_num_threads(parse.GetValue(threads));
            var pictures = data.Load(parse, reporter);
            var settings = new ComparisonSettings(parse.GetRequiredValue(model), training.Read(parse, pictures, seed: 0))
            {
                Seeds = parse.GetRequiredValue(seeds),
                Rescaled = parse.GetValue(rescaled),
                FineTuningEpochs = parse.GetValue(fineTuning),
            };
            new ComparisonRun(pictures, settings, parse.GetRequiredValue(output), reporter, cancellation).Run();
        });
        return command;
    }

    private static Parsed<IReadOnlyList<int>>? ReadSeeds(string text)
    {
        var seeds = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) || seeds.Contains(seed))
                return null;

            seeds.Add(seed);
        }

        return new Parsed<IReadOnlyList<int>>(seeds);
    }
}
