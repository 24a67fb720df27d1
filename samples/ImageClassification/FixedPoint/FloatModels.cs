extern alias powerOfTwo;

using System.Globalization;
using ImageClassification.Data;
using ImageClassification.Training;
using QuantGen.Checkpoints;
using SampleKit.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using PowerOfTwoModels = powerOfTwo::ModelZoo.Models;

namespace ImageClassification.FixedPoint;

/// <summary>Trained float models whose twins are for power-of-two hardware.</summary>
internal static class FloatModels
{
    /// <summary>A model with the weights that an earlier run of the same settings left in a folder, or trained now.</summary>
    public static Module<Tensor, Tensor> Trained(
        string name, ImageData data, TrainingSettings training, string folder, IReporter reporter, CancellationToken cancellation)
    {
        random.manual_seed(training.Seed);
        var model = PowerOfTwoModels.Create(name, data.ClassNames.Count);
        var key = Demo.DemoSettings.From(training) with { Model = name };
        var file = Path.Combine(folder, $"{name}-{data.Name}-float-{key.FloatWeightsKey(data)}.dat");
        if (File.Exists(file))
        {
            Checkpoint.Load(model, file);
            model.eval();
            reporter.Line($"Float weights of an earlier run: {file}");
            return model;
        }

        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Training {name}, seed {training.Seed}: {training.Description}; weights will be kept in {file}"));
        Directory.CreateDirectory(folder);
        Trainer.Train(model, data.Training, training, $"Training {name}", reporter, cancellation);
        Checkpoint.Save(model, file);
        return model;
    }
}
