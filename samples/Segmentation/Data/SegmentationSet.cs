using SampleKit.Imaging;

namespace Segmentation.Data;

/// <summary>Pictures with masks, read when they are needed.</summary>
/// <param name="Pairs">The files, in order.</param>
/// <param name="Labels">What the masks' numbers mean.</param>
/// <param name="BadFiles">What becomes of files that cannot be used.</param>
internal sealed record SegmentationSet(IReadOnlyList<PicturePair> Pairs, LabelTable Labels, BadFiles BadFiles)
{
    /// <summary>How many pictures.</summary>
    public int Count => Pairs.Count;

    /// <summary>Reads one picture and its mask.</summary>
    /// <returns>Null where one of both is bad and such files are left out.</returns>
    /// <exception cref="ImageDataException">One is bad and such files are refused.</exception>
    public SegmentationSample? Read(int index)
    {
        var pair = Pairs[index];
        try
        {
            var picture = ImageFile.ReadPicture(pair.Picture);
            var mask = ImageFile.ReadMask(pair.Mask);
            if (mask.Width != picture.Width || mask.Height != picture.Height)
            {
                throw new ImageDataException(
                    $"'{pair.Mask}' is {mask.Width} x {mask.Height} pixels large, its picture {picture.Width} x {picture.Height}.");
            }

            Labels.Apply(mask, pair.Mask);
            return new SegmentationSample(picture, mask);
        }
        catch (ImageDataException exception)
        {
            BadFiles.Add(pair.Picture, exception);
            return null;
        }
    }

    /// <summary>The size of the first picture that can be used.</summary>
    /// <exception cref="ImageDataException">None can.</exception>
    public PictureSize FirstSize()
    {
        for (var i = 0; i < Count; i++)
        {
            if (Read(i) is { } sample)
                return new PictureSize(sample.Picture.Width, sample.Picture.Height);
        }

        throw new ImageDataException($"None of {Count} pictures beside '{Pairs[0].Picture}' can be used.");
    }
}
