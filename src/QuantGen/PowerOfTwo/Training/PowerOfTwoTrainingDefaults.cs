using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// The optimizer settings that TI's guidelines recommend for training a twin that starts from a trained float model, with the optimizer that
/// trained the float model.
/// </summary>
public sealed record PowerOfTwoTrainingDefaults
{
    /// <summary>For classification: batches of 256.</summary>
    public static PowerOfTwoTrainingDefaults Classification { get; } = new();

    /// <summary>For segmentation: batches of 12.</summary>
    public static PowerOfTwoTrainingDefaults Segmentation { get; } = new() { BatchSize = 12 };

    /// <summary>The highest rate that the guidelines have, for short trainings.</summary>
    public const double HighestLearningRate = 5e-5;

    /// <summary>How far a step goes at first.</summary>
    public double LearningRate { get; init; } = 1e-5;

    /// <summary>The momentum of SGD.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The weight decay, the same for all parameters, biases and normalizations included.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>How many epochs: 10 to 50.</summary>
    public int Epochs { get; init; } = 25;

    /// <summary>After how many epochs the rate becomes lower, where it does so in steps.</summary>
    public int StepEpochs { get; init; } = 10;

    /// <summary>What the rate is multiplied by then.</summary>
    public double StepFactor { get; init; } = 0.1;

    /// <summary>How many inputs a batch has.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>An optimizer of these settings.</summary>
    /// <param name="twin">The twin whose parameters it changes.</param>
    public SGD Optimizer(nn.Module twin)
    {
        ArgumentNullException.ThrowIfNull(twin);
        return optim.SGD(twin.parameters(), LearningRate, Momentum, weight_decay: WeightDecay);
    }
}
