using ImageClassification.Data;
using ImageClassification.Export;
using SampleKit.Reporting;
using QuantGen.Calibration;
using QuantGen.Graph;
using QuantGen.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.Training;

/// <summary>Estimates the ranges of a twin from training pictures: one collection, then any number of methods.</summary>
internal sealed class Calibration(Module<Tensor, Tensor> twin) : IDisposable
{
    /// <summary>Pictures to collect from unless said otherwise.</summary>
    public const int DefaultSamples = 1024;

    private const int BatchSize = 128;
    private const int ReportBatchSize = 64;

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

    /// <summary>How many batches were collected from.</summary>
    public long Batches => _calibrator.Batches;

    /// <summary>Runs pictures through the twin, as they are: augmented ones would widen the ranges by values that never occur in use.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="samples">How many of them, from the first.</param>
    /// <param name="shard">Which part of their batches.</param>
    /// <param name="reporter">Where progress is shown.</param>
    /// <param name="cancellation">Ends the collection with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The part has no batch.</exception>
    public void Collect(ImageSet set, int samples, Shard shard, IReporter reporter, CancellationToken cancellation)
    {
        var pictures = set.Slice(0, Math.Min(samples, set.Count));
        var order = new BatchOrder(BatchSize);
        var batches = Enumerable.Range(0, order.Batches(pictures.Count)).Count(shard.Holds);
        if (batches == 0)
            throw new TrainingException($"{pictures.Count} pictures make {order.Batches(pictures.Count)} batches, so that part {shard.Index} of {shard.Count} is empty: make fewer parts, or give more --samples.");

        reporter.Watch("Calibrating", batches, progress =>
            _calibrator.Collect(Images(pictures, order, shard, cancellation), progress, cancellation));
    }

    /// <summary>Takes what was collected elsewhere.</summary>
    /// <param name="file">A file that <see cref="Save"/> wrote, or several of them merged.</param>
    public void Add(string file) => _calibrator.Add(CalibrationState.Load(file));

    /// <summary>Writes what was collected.</summary>
    public void Save(string file) => _calibrator.Save(file);

    /// <summary>Sets the ranges by a method, from what was collected.</summary>
    public void Compute(CalibrationMethod method, IReporter reporter, CancellationToken cancellation) =>
        reporter.Watch("Computing ranges", total: null, progress => _calibrator.Compute(method, progress, cancellation));

    /// <summary>Writes the report of the twin as it is now.</summary>
    /// <param name="model">The float model.</param>
    /// <param name="set">Pictures to measure errors with.</param>
    /// <param name="title">The heading.</param>
    /// <param name="file">The web page; the JSON goes beside it.</param>
    /// <param name="reporter">Where progress is shown.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public void Report(Module<Tensor, Tensor> model, ImageSet set, string title, string file, IReporter reporter, CancellationToken cancellation)
    {
        using var graph = QuantGraph.Of(twin, ModelInput.Of(set, batch: 1));
        graph.Optimize();
        var options = new ReportOptions
        {
            Title = title,
            Graph = graph,
            Batches = Images(set.Slice(0, Math.Min(ReportBatchSize, set.Count)), new BatchOrder(ReportBatchSize), Shard.Whole, cancellation),
        };
        reporter.Watch("Report", total: null, progress =>
            QuantizationReport.Of(twin, model, _calibrator, options, progress, cancellation).Write(file));
    }

    /// <inheritdoc/>
    public void Dispose() => _calibrator.Dispose();

    private static IEnumerable<Tensor> Images(ImageSet pictures, BatchOrder order, Shard shard, CancellationToken cancellation)
    {
        foreach (var (index, batch) in BatchLoader.Read(pictures, order, cancellation).Index())
        {
            if (!shard.Holds(index))
                continue;

            using var images = batch.Images();
            yield return images;
        }
    }
}
