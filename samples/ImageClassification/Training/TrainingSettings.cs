using System.Globalization;
using ImageClassification.Data;

namespace ImageClassification.Training;

/// <summary>How a model is trained: SGD with Nesterov momentum, the rate rising linearly to its peak and falling to zero along a cosine.</summary>
internal sealed record TrainingSettings
{
    /// <summary>Passes over the training pictures.</summary>
    public int Epochs { get; init; } = 24;

    /// <summary>Pictures in a batch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The highest learning rate.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Share of all steps in which the rate rises.</summary>
    public double WarmUp { get; init; } = 0.2;

    /// <summary>Momentum of SGD.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Share of the target that is spread over all classes (Szegedy et al. 2016, section 7).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Chooses the order and augmentation of the pictures; the weights a model starts with depend on torch's own seed.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How pictures are changed from epoch to epoch.</summary>
    public Augmentation Augmentation { get; init; } = new(Padding: 4, Mirror: true);

    /// <summary>Keeps the running statistics of BatchNorm as they are and normalizes by them.</summary>
    public bool FreezeBatchNorm { get; init; }

    /// <summary>Ends with a pass that measures the statistics of BatchNorm for the weights as they have become.</summary>
    public bool ReestimateBatchNorm { get; init; }

    /// <summary>The schedule in a few words.</summary>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"{Epochs} {(Epochs == 1 ? "epoch" : "epochs")}, batches of {BatchSize}, learning rate {LearningRate:G6}");

    /// <summary>
    /// The schedule for fine-tuning a quantized model on the pictures it was trained with: a third of the epochs, from 40 % of the peak
    /// rate, along a cosine, with fixed ranges. BatchNorm learns on and is measured anew at the end. Chosen on held-out pictures; the
    /// figures, and what suits a network trained to the end elsewhere, are in docs/fine-tuning.md.
    /// </summary>
    public TrainingSettings ForFineTuning() => this with
    {
        Epochs = Math.Max(1, (int)Math.Round(Epochs / 3.0, MidpointRounding.AwayFromZero)),
        LearningRate = LearningRate * 0.4,
        WarmUp = 0,
        ReestimateBatchNorm = true,
    };
}
