using SampleKit.Imaging;

namespace Segmentation.Data;

/// <summary>Finds the masks of pictures.</summary>
internal static class PairFinder
{
    /// <summary>Pairs pictures with masks, in the order of the pictures' names; a picture without a mask is bad.</summary>
    /// <param name="files">Files among which the pictures are.</param>
    /// <param name="maskOf">The mask of a picture.</param>
    /// <param name="badFiles">What becomes of bad ones.</param>
    public static IReadOnlyList<PicturePair> Find(IEnumerable<string> files, Func<string, string> maskOf, BadFiles badFiles)
    {
        var pairs = new List<PicturePair>();
        foreach (var picture in files.Where(ImageFile.HasPictureName).Order(StringComparer.Ordinal))
        {
            var mask = maskOf(picture);
            if (File.Exists(mask))
                pairs.Add(new PicturePair(picture, mask));
            else
                badFiles.Add(picture, new ImageDataException($"'{picture}' has no mask: there is no '{mask}'."));
        }

        return pairs;
    }
}
