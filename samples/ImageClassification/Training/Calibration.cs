using ImageClassification.Data;
using ImageClassification.Reporting;
using QuantGen.Calibration;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.Training;

/// <summary>Estimates the ranges of a twin from training pictures: one collection, then any number of methods.</summary>
internal sealed class Calibration(Module<Tensor, Tensor> twin) : IDisposable
{
    /// <summary>Pictures to collect from unless said otherwise.</summary>
    public const int DefaultSamples = 1024;

    private const int BatchSize = 128;

    private readonly Calibrator _calibrator = new(twin);

    /// <summary>The names that <see cref="Method"/> knows.</summary>
    public static IReadOnlyList<string> MethodNames { get; } = ["max", "percentile", "mse", "entropy"];

    /// <summary>The method of a name.</summary>
    /// <param name="name">One of <see cref="MethodNames"/>.</param>
    /// <param name="percentile">Share of values, in percent, that the percentile method keeps.</param>
    public static CalibrationMethod Method(string name, double percentile = 99.99) => name switch
    {
        "max" => CalibrationMethod.Max,
        "percentile" => CalibrationMethod.Percentile(percentile),
        "mse" => CalibrationMethod.Mse(),
        "entropy" => CalibrationMethod.Entropy(),
        _ => throw new ArgumentException($"There is no calibration method '{name}'; there are {string.Join(", ", MethodNames)}.", nameof(name)),
    };

    /// <summary>Runs pictures through the twin, as they are: augmented ones would widen the ranges by values that never occur in use.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="samples">How many of them, from the first.</param>
    /// <param name="reporter">Where progress is shown.</param>
    /// <param name="cancellation">Ends the collection with an <see cref="OperationCanceledException"/>.</param>
    public void Collect(ImageSet set, int samples, IReporter reporter, CancellationToken cancellation)
    {
        var pictures = set.Slice(0, Math.Min(samples, set.Count));
        var order = new BatchOrder(BatchSize);
        reporter.Run("Calibrating", order.Batches(pictures.Count), advance =>
            _calibrator.Collect(Batches(pictures, order, advance, cancellation), progress: null, cancellation));
    }

    /// <summary>Sets the ranges by a method, from what was collected.</summary>
    public void Compute(CalibrationMethod method, IReporter reporter) =>
        reporter.Run("Computing ranges", 1, advance =>
        {
            _calibrator.Compute(method);
            advance();
        });

    /// <inheritdoc/>
    public void Dispose() => _calibrator.Dispose();

    private static IEnumerable<Tensor> Batches(ImageSet pictures, BatchOrder order, Action advance, CancellationToken cancellation)
    {
        foreach (var batch in BatchLoader.Read(pictures, order, cancellation))
        {
            using var images = batch.Images();
            yield return images;
            advance();
        }
    }
}
