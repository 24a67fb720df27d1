using System.Globalization;
using ImageClassification.Training;

namespace ImageClassification.FixedPoint;

/// <summary>What the comparison of power-of-two calibrations does.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Training">How the float model is trained, but for the seed.</param>
internal sealed record ComparisonSettings(string Model, TrainingSettings Training)
{
    /// <summary>Chooses initial weights, order of the pictures and, if it is rescaled, the factors: one run each.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Whether the trained network is made unequal before it is quantized.</summary>
    public bool Rescaled { get; init; }

    /// <summary>Batches to calibrate with.</summary>
    public int CalibrationBatches { get; init; } = PowerOfTwoTwin.DefaultBatches;

    /// <summary>How the quantized network is trained: from 1 % of the rate of the float training down to nothing.</summary>
    public TrainingSettings FineTuning => Training with { Epochs = FineTuningEpochs, LearningRate = Training.LearningRate * 0.01, WarmUp = 0 };

    /// <summary>For how many epochs.</summary>
    public int FineTuningEpochs { get; init; } = 2;

    /// <summary>What the results are called.</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Model}{(Rescaled ? ", rescaled" : "")}");
}
