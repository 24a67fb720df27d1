using QuantGen.PowerOfTwo;
using SampleKit.Reporting;
using Segmentation.Data;

namespace Segmentation.Training;

/// <summary>Calibrates a quantized network.</summary>
internal static class Calibration
{
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
}
