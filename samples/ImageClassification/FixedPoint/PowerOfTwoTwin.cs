using ImageClassification.Data;
using QuantGen;
using QuantGen.PowerOfTwo;
using SampleKit.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.FixedPoint;

/// <summary>Makes twins for power-of-two hardware.</summary>
internal static class PowerOfTwoTwin
{
    /// <summary>Batches that a calibration takes unless said otherwise.</summary>
    public const int DefaultBatches = 100;

    private const int BatchSize = 64;

    /// <summary>The twin of a model, calibrated on its training pictures as they are, in evaluation mode.</summary>
    public static Module<Tensor, Tensor> Calibrated(
        Module<Tensor, Tensor> model, PowerOfTwoRecipe recipe, ImageSet training, int batches, IReporter reporter, CancellationToken cancellation)
    {
        var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(recipe.Options);
        var pictures = training.Slice(0, Math.Min(batches * BatchSize, training.Count));
        var order = new BatchOrder(BatchSize);
        using var calibration = new PowerOfTwoCalibration(twin, recipe.Calibration);
        reporter.Watch($"Calibrating {recipe}", order.Batches(pictures.Count), progress => calibration.Run(Images(pictures, order, cancellation), progress, cancellation));
        twin.eval();
        return twin;
    }

    private static IEnumerable<Tensor> Images(ImageSet pictures, BatchOrder order, CancellationToken cancellation)
    {
        foreach (var batch in BatchLoader.Read(pictures, order, cancellation))
        {
            using var images = batch.Images();
            yield return images;
        }
    }
}
