using System.CommandLine;
using Segmentation.Data;
using Segmentation.Training;

namespace Segmentation.Commands;

/// <summary>How a command trains.</summary>
internal sealed class TrainingOptions
{
    private readonly TrainingSettings _fallback;
    private readonly Option<int> _epochs;
    private readonly Option<int> _batchSize;
    private readonly Option<double> _learningRate;
    private readonly Option<double> _warmUp;
    private readonly Option<double> _weightDecay;
    private readonly Option<PictureSize?> _crop;

    private readonly Option<bool> _plain = new("--plain-loss")
    {
        Description = "All classes count alike in the loss; else rare ones count more.",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="fallback">What is not given on the command line.</param>
    public TrainingOptions(TrainingSettings fallback)
    {
        _fallback = fallback;
        _epochs = NumberOption.Whole("--epochs", "Passes over the training pictures.", fallback.Epochs, 1, 10_000);
        _batchSize = NumberOption.Whole("--batch-size", "Pictures in a batch.", fallback.BatchSize, 2, 4096);
        _learningRate = NumberOption.Real("--learning-rate", "The highest learning rate.", fallback.LearningRate, 1e-8, 10);
        _warmUp = NumberOption.Real("--warm-up", "Share of the steps in which the rate rises; it then falls along a cosine.", fallback.WarmUp, 0, 0.9);
        _weightDecay = NumberOption.Real("--weight-decay", "Weight decay.", fallback.WeightDecay, 0, 1);
        _crop = SizeOption.Create("--crop", "Width and height of the part of each picture that is trained on; without it, the whole input's.");
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_epochs);
        command.Add(_batchSize);
        command.Add(_learningRate);
        command.Add(_warmUp);
        command.Add(_weightDecay);
        command.Add(_crop);
        command.Add(_plain);
    }

    /// <summary>What the command line says.</summary>
    public TrainingSettings Read(ParseResult parse, int seed) => _fallback with
    {
        Epochs = parse.GetValue(_epochs),
        BatchSize = parse.GetValue(_batchSize),
        LearningRate = parse.GetValue(_learningRate),
        WarmUp = parse.GetValue(_warmUp),
        WeightDecay = parse.GetValue(_weightDecay),
        WeightClasses = !parse.GetValue(_plain),
        Crop = parse.GetValue(_crop) ?? _fallback.Crop,
        Seed = seed,
    };
}
