namespace Segmentation.Data;

/// <summary>A data set: what is trained with and what is tested with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Training">Pictures to learn from.</param>
/// <param name="Test">Pictures to measure with.</param>
internal sealed record SegmentationData(string Name, SegmentationSet Training, SegmentationSet Test)
{
    /// <summary>Reads the names of a data set's files; which one it is shows in its folders.</summary>
    /// <exception cref="ImageDataException">The folder is none of a data set, or parts are missing; the message says what was looked for.</exception>
    public static SegmentationData Open(string folder, BadFiles badFiles)
    {
        if (!Directory.Exists(folder))
            throw new ImageDataException($"The folder '{folder}' does not exist.");

        if (Directory.Exists(Path.Combine(folder, Cityscapes.Pictures)))
            return Cityscapes.Open(folder, badFiles);

        if (Directory.Exists(Path.Combine(folder, "train")))
            return CamVid.Open(folder, badFiles);

        throw new ImageDataException(
            $"The folder '{folder}' holds neither 'train' and 'trainannot', as CamVid has them, nor '{Cityscapes.Pictures}' and '{Cityscapes.Masks}', as Cityscapes has them.");
    }

    /// <summary>Takes the last training pictures for testing, which leaves the test set alone.</summary>
    /// <exception cref="ImageDataException">There are no more.</exception>
    public SegmentationData HoldOut(int count) => count < Training.Count
        ? this with
        {
            Training = Training with { Pairs = [.. Training.Pairs.SkipLast(count)] },
            Test = Training with { Pairs = [.. Training.Pairs.TakeLast(count)] },
        }
        : throw new ImageDataException($"{count} pictures cannot be held out of {Training.Count}.");
}
