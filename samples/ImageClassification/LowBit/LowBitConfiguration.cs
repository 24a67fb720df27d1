using ImageClassification.LowBit.Configuration;
using QuantGen.LowBit;

namespace ImageClassification.LowBit;

/// <summary>The options of a configuration file.</summary>
internal static class LowBitConfiguration
{
    private const int MostEpochs = 10_000;

    /// <summary>All of them, those of one object behind each other.</summary>
    public static ConfigSchema<LowBitSettings> All { get; } = new(
    [
        .. Run(),
        .. StructureConfiguration.Options.Select(static option => option.Of<LowBitSettings>("structure", static run => run.Structure, static (run, structure) => run with { Structure = structure })),
        .. Quantization(),
        .. Training().Select(static option => option.Of<LowBitSettings>("training", static run => run.Training, static (run, training) => run with { Training = training })),
        .. Schedule().Select(static option => option.Of<LowBitSettings>("schedule", static run => run.Schedule, static (run, schedule) => run with { Schedule = schedule })),
    ]);

    private static IEnumerable<ConfigOption<LowBitSettings>> Run() =>
    [
        ConfigOptions<LowBitSettings>.OptionalText("row", "a name", static run => run.Row, static (run, value) => run with { Row = value }),
        ConfigOptions<LowBitSettings>.Text(
            "model", $"one of {string.Join(", ", LowBitModels.Names)}", static run => run.Model, static (run, value) => run with { Model = value }, static name => LowBitModels.Names.Contains(name)),
        ConfigOptions<LowBitSettings>.OptionalText("data", "a folder", static run => run.Data, static (run, value) => run with { Data = value }),
        ConfigOptions<LowBitSettings>.Whole("pictures", 30, 1_000_000, static run => run.Pictures, static (run, value) => run with { Pictures = value }),
        ConfigOptions<LowBitSettings>.Whole("holdOut", 0, int.MaxValue, static run => run.HoldOut, static (run, value) => run with { HoldOut = value }),
        ConfigOptions<LowBitSettings>.WholeNumbers(
            "seeds", "a list of different whole numbers from 0", 0, static run => run.Seeds, static (run, value) => run with { Seeds = value }, static seeds => seeds.Count > 0 && seeds.Distinct().Count() == seeds.Count),
        ConfigOptions<LowBitSettings>.OptionalText("weights", "a file, with {seed} for the seed", static run => run.Weights, static (run, value) => run with { Weights = value }),
        ConfigOptions<LowBitSettings>.Whole("threads", 1, 1024, static run => run.Threads, static (run, value) => run with { Threads = value }),
        Path("output", "a folder", static run => run.Output, static (run, value) => run with { Output = value }),
        Path("results", "a file", static run => run.Results, static (run, value) => run with { Results = value }),
        ConfigOptions<LowBitSettings>.Whole("saveEvery", 1, MostEpochs, static run => run.SaveEvery, static (run, value) => run with { SaveEvery = value }),
    ];

    private static ConfigOption<LowBitSettings> Path(string name, string takes, Func<LowBitSettings, string> get, Func<LowBitSettings, string, LowBitSettings> set) =>
        ConfigOptions<LowBitSettings>.Text(name, takes, get, set, static path => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal));

    private static IEnumerable<ConfigOption<LowBitSettings>> Quantization()
    {
        ConfigOption<QuantizationSettings>[] options =
        [
            .. Side("weights", static settings => settings.Weights, static (settings, side) => settings with { Weights = side }),
            .. Side("activations", static settings => settings.Activations, static (settings, side) => settings with { Activations = side }),
            .. Side("outputs", static settings => settings.Outputs, static (settings, side) => settings with { Outputs = side }),
            ConfigOptions<QuantizationSettings>.Choice("firstAndLast", static settings => settings.FirstAndLast, static (settings, value) => settings with { FirstAndLast = value }),
            ConfigOptions<QuantizationSettings>.Flag("padAfterQuantization", static settings => settings.PadAfterQuantization, static (settings, value) => settings with { PadAfterQuantization = value }),
            ConfigOptions<QuantizationSettings>.Whole("floatShareEpochs", 0, MostEpochs, static settings => settings.FloatShareEpochs, static (settings, value) => settings with { FloatShareEpochs = value }),
            ConfigOptions<QuantizationSettings>.OptionalText("policy", "a file", static settings => settings.Policy, static (settings, value) => settings with { Policy = value }),
        ];
        return options.Select(static option => option.Of<LowBitSettings>("quantization", static run => run.Quantization, static (run, settings) => run with { Quantization = settings }));
    }

    private static IEnumerable<ConfigOption<QuantizationSettings>> Side(
        string name, Func<QuantizationSettings, LowBitSide> get, Func<QuantizationSettings, LowBitSide, QuantizationSettings> set) =>
        SideConfiguration.Options.Select(option => option.Of(name, get, set));

    private static IEnumerable<ConfigOption<LowBitTrainingSettings>> Training() =>
    [
        ConfigOptions<LowBitTrainingSettings>.Whole("epochs", 1, MostEpochs, static training => training.Epochs, static (training, value) => training with { Epochs = value }),
        ConfigOptions<LowBitTrainingSettings>.Whole("extraEpochs", 0, MostEpochs, static training => training.ExtraEpochs, static (training, value) => training with { ExtraEpochs = value }),
        ConfigOptions<LowBitTrainingSettings>.Whole("idleIterations", 0, int.MaxValue, static training => training.IdleIterations, static (training, value) => training with { IdleIterations = value }),
        ConfigOptions<LowBitTrainingSettings>.Whole("batchSize", 2, 65_536, static training => training.BatchSize, static (training, value) => training with { BatchSize = value }),
        ConfigOptions<LowBitTrainingSettings>.Whole("accumulate", 1, 65_536, static training => training.Accumulate, static (training, value) => training with { Accumulate = value }),
        ConfigOptions<LowBitTrainingSettings>.Choice("optimizer", static training => training.Optimizer, static (training, value) => training with { Optimizer = value }),
        ConfigOptions<LowBitTrainingSettings>.Real("learningRate", 1e-8, 10, static training => training.LearningRate, static (training, value) => training with { LearningRate = value }),
        ConfigOptions<LowBitTrainingSettings>.Real("momentum", 0, 0.9999, static training => training.Momentum, static (training, value) => training with { Momentum = value }),
        ConfigOptions<LowBitTrainingSettings>.Flag("nesterov", static training => training.Nesterov, static (training, value) => training with { Nesterov = value }),
        ConfigOptions<LowBitTrainingSettings>.Real("weightDecay", 0, 1, static training => training.WeightDecay, static (training, value) => training with { WeightDecay = value }),
        ConfigOptions<LowBitTrainingSettings>.Real("smallWeightDecay", 0, 1, static training => training.SmallWeightDecay, static (training, value) => training with { SmallWeightDecay = value }),
        ConfigOptions<LowBitTrainingSettings>.Real("quantizerWeightDecay", 0, 1, static training => training.QuantizerWeightDecay, static (training, value) => training with { QuantizerWeightDecay = value }),
        ConfigOptions<LowBitTrainingSettings>.Real("quantizerRate", 0, 1000, static training => training.QuantizerRate, static (training, value) => training with { QuantizerRate = value }),
        ConfigOptions<LowBitTrainingSettings>.Flag("holdQuantizerRate", static training => training.HoldQuantizerRate, static (training, value) => training with { HoldQuantizerRate = value }),
        ConfigOptions<LowBitTrainingSettings>.OptionalReal("largestNorm", 1e-8, 1e8, static training => training.LargestNorm, static (training, value) => training with { LargestNorm = value }),
        ConfigOptions<LowBitTrainingSettings>.Real("labelSmoothing", 0, 0.9, static training => training.LabelSmoothing, static (training, value) => training with { LabelSmoothing = value }),
        ConfigOptions<LowBitTrainingSettings>.OptionalReal("mixup", 1e-3, 100, static training => training.Mixup, static (training, value) => training with { Mixup = value }),
        ConfigOptions<LowBitTrainingSettings>.Whole("padding", 0, 64, static training => training.Padding, static (training, value) => training with { Padding = value }),
        ConfigOptions<LowBitTrainingSettings>.Flag("mirror", static training => training.Mirror, static (training, value) => training with { Mirror = value }),
    ];

    private static IEnumerable<ConfigOption<ScheduleSettings>> Schedule() =>
    [
        ConfigOptions<ScheduleSettings>.Choice("kind", static schedule => schedule.Kind, static (schedule, value) => schedule with { Kind = value }),
        ConfigOptions<ScheduleSettings>.Flag("perIteration", static schedule => schedule.PerIteration, static (schedule, value) => schedule with { PerIteration = value }),
        ConfigOptions<ScheduleSettings>.Whole("warmUpIterations", 0, int.MaxValue, static schedule => schedule.WarmUpIterations, static (schedule, value) => schedule with { WarmUpIterations = value }),
        ConfigOptions<ScheduleSettings>.WholeNumbers(
            "steps", "a list of epochs from 1 on, each after the one before it", 1, static schedule => schedule.Steps, static (schedule, value) => schedule with { Steps = value }, static steps => steps.Zip(steps.Skip(1)).All(static pair => pair.First < pair.Second)),
        ConfigOptions<ScheduleSettings>.Whole("length", 1, MostEpochs, static schedule => schedule.Length, static (schedule, value) => schedule with { Length = value }),
        ConfigOptions<ScheduleSettings>.OptionalReal("factor", 1e-6, 10, static schedule => schedule.Factor, static (schedule, value) => schedule with { Factor = value }),
        ConfigOptions<ScheduleSettings>.Real("power", 1e-3, 100, static schedule => schedule.Power, static (schedule, value) => schedule with { Power = value }),
        ConfigOptions<ScheduleSettings>.Real("lowestRate", 0, 10, static schedule => schedule.LowestRate, static (schedule, value) => schedule with { LowestRate = value }),
    ];
}
