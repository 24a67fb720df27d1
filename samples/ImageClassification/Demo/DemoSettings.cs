using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageClassification.Data;
using ImageClassification.Training;

namespace ImageClassification.Demo;

/// <summary>What the demonstration trains, and how.</summary>
/// <param name="Training">The schedule of the float model.</param>
/// <param name="FineTuning">The schedule of the quantized model.</param>
internal sealed record DemoSettings(TrainingSettings Training, TrainingSettings FineTuning)
{
    /// <summary>The name of the model.</summary>
    public string Model { get; init; } = "resnet20";

    /// <summary>Training pictures that the ranges are estimated from.</summary>
    public int CalibrationSamples { get; init; } = Calibration.DefaultSamples;

    /// <summary>The settings for drawn shapes: what two cores do in two minutes.</summary>
    public static DemoSettings ForShapes() => From(new TrainingSettings { Epochs = 8 });

    /// <summary>The settings for CIFAR-10: 24 epochs.</summary>
    public static DemoSettings ForCifar10() => From(new TrainingSettings { Epochs = 24 });

    /// <summary>Fine-tunes by the rule for a schedule.</summary>
    public static DemoSettings From(TrainingSettings training) => new(training, training.ForFineTuning());

    /// <summary>Sixteen hexadecimal digits that change with anything that the trained float weights depend on.</summary>
    public string FloatWeightsKey(ImageData data)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Model}|{data.Fingerprint()}|{Training}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
