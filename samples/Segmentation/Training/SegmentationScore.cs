using System.Globalization;

namespace Segmentation.Training;

/// <summary>How well a network did on a set.</summary>
/// <param name="Classes">Intersection over union of each class in percent; null for one that was neither there nor predicted.</param>
/// <param name="Accuracy">Pixels rightly classified, in percent.</param>
internal sealed record SegmentationScore(IReadOnlyList<double?> Classes, double Accuracy)
{
    /// <summary>The mean over the classes that were there or predicted.</summary>
    public double MeanIoU => Classes.Average() ?? 0;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{MeanIoU:0.00} % mean IoU, {Accuracy:0.00} % of the pixels");
}
