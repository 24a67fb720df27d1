using QuantGen.PowerOfTwo;
using QuantGen.Reporting;
using SampleKit.Reporting;
using Segmentation.Data;
using static TorchSharp.torch;

namespace Segmentation.Training;

/// <summary>Calibrates a quantized network.</summary>
internal static class Calibration
{
    private const int ReportBatches = 4;

    /// <summary>Calibrates on pictures; their masks are not looked at.</summary>
    /// <param name="twin">The quantized network; it changes when all is done.</param>
    /// <param name="settings">What is done with a batch.</param>
    /// <param name="set">The pictures.</param>
    /// <param name="order">In which batches.</param>
    /// <param name="reporter">Where progress and findings are shown.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public static void Run(
        Segmenter twin, PowerOfTwoCalibrationSettings settings, SegmentationSet set, BatchOrder order, IReporter reporter, CancellationToken cancellation)
    {
        using var calibration = new PowerOfTwoCalibration(twin.Module, settings);
        reporter.Run("Calibrating", order.Batches(set.Count), advance =>
        {
            foreach (var batch in BatchReader.Read(set, order, cancellation))
            {
                using var images = batch.Images();
                calibration.Step(() => twin.Run(images));
                advance();
            }
        });

        calibration.Apply();
        foreach (var finding in calibration.Findings())
            reporter.Line($"  {finding.Title} {finding.Advice}");
    }

    /// <summary>Writes the report of a quantized network.</summary>
    /// <param name="network">The float network.</param>
    /// <param name="twin">The quantized one.</param>
    /// <param name="set">Pictures to measure errors with, of which the first few batches are taken.</param>
    /// <param name="order">In which batches.</param>
    /// <param name="title">The heading.</param>
    /// <param name="file">The web page; the JSON goes beside it.</param>
    /// <param name="reporter">Where progress is shown.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public static void Report(
        Segmenter network, Segmenter twin, SegmentationSet set, BatchOrder order, string title, string file, IReporter reporter, CancellationToken cancellation)
    {
        var options = new ReportOptions
        {
            Title = title,
            Batches = Images(set, order, cancellation),
            Forward = (module, images) => (module == twin.Module ? twin : network).Run(images).Scores,
        };
        reporter.Watch("Report", total: null, progress =>
            QuantizationReport.Of(twin.Module, network.Module, calibrator: null, options, progress, cancellation).Write(file));
    }

    private static IEnumerable<Tensor> Images(SegmentationSet set, BatchOrder order, CancellationToken cancellation)
    {
        foreach (var batch in BatchReader.Read(set, order, cancellation).Take(ReportBatches))
        {
            using var images = batch.Images();
            yield return images;
        }
    }
}
