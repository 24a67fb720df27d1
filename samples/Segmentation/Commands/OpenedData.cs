using SampleKit.Reporting;
using Segmentation.Data;

namespace Segmentation.Commands;

/// <summary>The pictures of a command.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Input">The size of the network's input.</param>
/// <param name="BadFiles">What was left out so far.</param>
internal sealed record OpenedData(SegmentationData Data, PictureSize Input, BadFiles BadFiles)
{
    private const int BatchSize = 8;

    // Small, so that a few hundred pictures give the batches that calibration needs: 50 or more.
    private const int CalibrationBatchSize = 4;

    /// <summary>The pictures as they are, in order.</summary>
    public BatchOrder Order => new(BatchSize, Input);

    /// <summary>The pictures as they are, in random order, for calibration.</summary>
    /// <param name="seed">Chooses the order.</param>
    public BatchOrder CalibrationOrder(long seed) => new(CalibrationBatchSize, Input) { Shuffled = true, Seed = seed };

    /// <summary>Says what was left out.</summary>
    public void ReportBadFiles(IReporter reporter)
    {
        foreach (var line in BadFiles.Describe())
            reporter.Line(line);
    }
}
