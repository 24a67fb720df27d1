using ImageClassification.Data.Drawing;
using QuantGen;
using QuantGen.LowBit;

namespace ImageClassification.LowBit;

/// <summary>One row of the comparison of low-bit algorithms: a network, how it is quantized, and how it is trained, for some seeds.</summary>
internal sealed record LowBitSettings
{
    /// <summary>What stands for "in float".</summary>
    public static LowBitSide Float { get; } = new() { Algorithm = LowBitAlgorithm.None };

    /// <summary>The row's name; null for one made of algorithms and levels.</summary>
    public string? Row { get; init; }

    /// <summary>The network.</summary>
    public string Model { get; init; } = "resnet20";

    /// <summary>Its structure.</summary>
    public StructureSettings Structure { get; init; } = new();

    /// <summary>Folder of pictures; null for drawn shapes.</summary>
    public string? Data { get; init; }

    /// <summary>How many training pictures are drawn.</summary>
    public int Pictures { get; init; } = DrawnShapes.DefaultTraining;

    /// <summary>How many of the last training pictures take the place of the test pictures; 0 for none.</summary>
    public int HoldOut { get; init; }

    /// <summary>One run each.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1];

    /// <summary>Float weights to start from, with {seed} for the seed; null for fresh ones.</summary>
    public string? Weights { get; init; }

    /// <summary>Threads to compute with.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Folder for the trained models and for trainings that were interrupted.</summary>
    public string Output { get; init; } = Path.Combine("artifacts", "low-bit");

    /// <summary>File that a line is added to for each run.</summary>
    public string Results { get; init; } = Path.Combine("artifacts", "low-bit", "results.jsonl");

    /// <summary>Epochs from one writing of an interrupted training's file to the next.</summary>
    public int SaveEvery { get; init; } = 1;

    /// <summary>How the network is quantized.</summary>
    public QuantizationSettings Quantization { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public LowBitTrainingSettings Training { get; init; } = new();

    /// <summary>The course of its learning rate.</summary>
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>Whether nothing is quantized.</summary>
    public bool IsFloat => Quantization is { Weights.Algorithm: LowBitAlgorithm.None, Activations.Algorithm: LowBitAlgorithm.None, Outputs.Algorithm: LowBitAlgorithm.None };

    /// <summary>The row's name.</summary>
    public string RowName => Row ?? RowNames.Of(Quantization);
}
