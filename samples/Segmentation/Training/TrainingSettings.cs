using System.Globalization;
using Segmentation.Data;

namespace Segmentation.Training;

/// <summary>How a network is trained: AdamW (Loshchilov and Hutter 2019), the rate rising along a line to its peak and falling to zero along a cosine.</summary>
internal sealed record TrainingSettings
{
    /// <summary>Passes over the training pictures.</summary>
    public int Epochs { get; init; } = 45;

    /// <summary>Pictures in a batch.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>The highest learning rate.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>Share of all steps in which the rate rises.</summary>
    public double WarmUp { get; init; } = 0.1;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>How much the loss of an auxiliary head counts, where the network has one.</summary>
    public double AuxiliaryWeight { get; init; } = 0.4;

    /// <summary>Whether rare classes count more.</summary>
    public bool WeightClasses { get; init; } = true;

    /// <summary>Chooses the order and augmentation of the pictures; the weights a network starts with depend on torch's own seed.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The part of a picture that is trained on; null for the whole input.</summary>
    public PictureSize? Crop { get; init; }

    /// <summary>The schedule in a few words.</summary>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"{Epochs} {(Epochs == 1 ? "epoch" : "epochs")}, batches of {BatchSize}, learning rate {LearningRate:G6}");

    /// <summary>
    /// The schedule for training a quantized network that was calibrated: a ninth of the epochs, from a tenth of the peak rate, along a cosine.
    /// </summary>
    public TrainingSettings ForFineTuning() => this with
    {
        Epochs = Math.Max(1, Epochs / 9),

        // In decimals, so that it is shown as it would be typed.
        LearningRate = (double)((decimal)LearningRate / 10),
        WarmUp = 0,
    };

    /// <summary>The order of the pictures of the first epoch.</summary>
    public BatchOrder Order(PictureSize input) =>
        new(BatchSize, input) { Augmentation = new Augmentation(Crop ?? input), Seed = Seed };
}
