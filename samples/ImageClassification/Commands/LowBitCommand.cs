using System.CommandLine;
using System.CommandLine.Parsing;
using ImageClassification.Data;
using ImageClassification.Data.Drawing;
using ImageClassification.LowBit;
using ImageClassification.LowBit.Configuration;
using static TorchSharp.torch;

namespace ImageClassification.Commands;

/// <summary><c>low-bit</c>: one row of the comparison of low-bit algorithms; and the table of all rows.</summary>
internal static class LowBitCommand
{
    // What is asked for most often, and where in the configuration it is.
    private static readonly (string Option, string Help, string HelpName, string[] Paths)[] Shortcuts =
    [
        ("--row", "Name of the row.", "NAME", ["row"]),
        ("--model", "The network.", "NAME", ["model"]),
        ("--data", "Folder of CIFAR-10 in its binary form; without it, pictures of shapes are drawn.", "DIR", ["data"]),
        ("--pictures", "How many training pictures are drawn.", "N", ["pictures"]),
        ("--weights", "Float weights to start from; {seed} stands for the seed.", "FILE", ["weights"]),
        ("--algorithm", "How weights and inputs of layers are quantized.", "NAME", ["quantization.weights.algorithm", "quantization.activations.algorithm"]),
        ("--weight-algorithm", "How weights are quantized.", "NAME", ["quantization.weights.algorithm"]),
        ("--activation-algorithm", "How inputs of layers are quantized.", "NAME", ["quantization.activations.algorithm"]),
        ("--levels", "Levels of weights and inputs: 4 for two bits, 3 for ternary.", "N", ["quantization.weights.levels", "quantization.activations.levels"]),
        ("--policy", "Policy that changes quantizers on the way.", "FILE", ["quantization.policy"]),
        ("--epochs", "Passes over the training pictures.", "N", ["training.epochs"]),
        ("--batch-size", "Pictures in a batch.", "N", ["training.batchSize"]),
        ("--learning-rate", "The highest learning rate.", "N", ["training.learningRate"]),
        ("--threads", "Threads to compute with.", "N", ["threads"]),
        ("--output", "Folder for models and interrupted trainings.", "DIR", ["output"]),
        ("--results", "File that a line is added to for each run.", "FILE", ["results"]),
    ];

    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "Configuration file: JSON, as --dump-config writes it, of which any part may be left out.", HelpName = "FILE" };
        var dump = new Option<bool>("--dump-config") { Description = "Write the configuration with all options and end." };
        var set = new Option<string[]>("--set") { Description = "Any option of the configuration, such as training.mixup=0.7.", HelpName = "NAME=VALUE", DefaultValueFactory = static _ => [] };
        var seeds = new Option<string?>("--seeds") { Description = "One run each.", HelpName = "N,N,.." };
        var structure = new Option<string?>("--structure") { Description = "Structure of the network: bireal or groupnet.", HelpName = "NAME" };
        var again = new Option<bool>("--again") { Description = "Train runs too that the file of results has already." };
        var shortcuts = Shortcuts.Select(static shortcut => (Option: new Option<string?>(shortcut.Option) { Description = shortcut.Help, HelpName = shortcut.HelpName }, shortcut.Paths)).ToList();

        var command = new Command("low-bit", "Trains a network quantized to few bits, or in float, from given weights, and adds the result to a file.") { config };
        foreach (var shortcut in shortcuts)
            command.Add(shortcut.Option);

        command.Add(seeds);
        command.Add(structure);
        command.Add(set);
        command.Add(again);
        command.Add(dump);
        command.Add(CreateTable());
        command.Validators.Add(result =>
        {
            // The parser refuses an option that is given twice, but asks this first, and has no value for it.
            if (result.Children.OfType<OptionResult>().Any(static option => option.Tokens.Count > option.Option.Arity.MaximumNumberOfValues))
                return;

            try
            {
                _ = Read(result);
            }
            catch (ConfigurationException exception) when (!exception.IsOfFile)
            {
                result.AddError(exception.Message);
            }
            catch (ConfigurationException)
            {
                // A fault of a file is a failure of the command, not of its words: it is said when the command runs.
            }
        });
        command.SetWork((parse, reporter, cancellation) =>
        {
            var settings = ReadOrFail(parse.CommandResult);
            if (parse.GetValue(dump))
            {
                reporter.Line(LowBitConfiguration.All.Dump(settings));
                return;
            }

            set_num_threads(settings.Threads);
            new LowBitRun(settings, Load(settings), parse.GetValue(again), reporter, cancellation).Run();
        });
        return command;

        LowBitSettings ReadOrFail(CommandResult result)
        {
            try
            {
                return Read(result);
            }
            catch (ConfigurationException exception)
            {
                throw new TrainingException(exception.Message, exception);
            }
        }

        LowBitSettings Read(CommandResult result)
        {
            var settings = new LowBitSettings();
            if (result.GetValue(config) is { } file)
                settings = LowBitConfiguration.All.Apply(settings, ConfigReader.Load(file), file);

            foreach (var (option, paths) in shortcuts)
            {
                if (result.GetValue(option) is { } value)
                    settings = paths.Aggregate(settings, (configured, path) => LowBitConfiguration.All.Apply(configured, path, value));
            }

            if (result.GetValue(structure) is { } shape)
                settings = settings with { Structure = ReadStructure(shape) };

            if (result.GetValue(seeds) is { } list)
                settings = LowBitConfiguration.All.Apply(settings, "seeds", $"[{list}]");

            foreach (var assignment in result.GetValue(set) ?? [])
            {
                var parts = assignment.Split('=', 2);
                settings = parts.Length == 2
                    ? LowBitConfiguration.All.Apply(settings, parts[0], parts[1])
                    : throw new ConfigurationException($"--set takes NAME=VALUE, not '{assignment}'.");
            }

            return settings;
        }
    }

    private static StructureSettings ReadStructure(string name) => name.ToUpperInvariant() switch
    {
        "BIREAL" => StructureSettings.BiReal,
        "GROUPNET" => StructureSettings.GroupNet,
        _ => throw new ConfigurationException($"--structure takes bireal or groupnet, not '{name}'; --set structure.order=... and the like make others."),
    };

    private static Command CreateTable()
    {
        var results = new Option<string>("--results")
        {
            Description = "The file of results.",
            HelpName = "FILE",
            DefaultValueFactory = static _ => new LowBitSettings().Results,
        };
        var command = new Command("table", "Shows mean and half spread of each row, and its gap to float.") { results };
        command.SetWork((parse, reporter, _) =>
        {
            foreach (var (title, rows) in ResultTable.Of(ResultFile.Read(parse.GetRequiredValue(results))))
                reporter.Table([title, .. ResultTable.Columns], rows);
        });
        return command;
    }

    private static ImageData Load(LowBitSettings settings)
    {
        var data = settings.Data is { } folder ? Cifar10.Read(folder) : DrawnShapes.Draw(settings.Pictures, settings.Pictures / 3, DrawnShapes.DefaultSeed);
        return settings.HoldOut > 0 ? data.HoldOut(settings.HoldOut) : data;
    }
}
