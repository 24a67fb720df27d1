namespace Segmentation.Data;

/// <summary>
/// Street scenes with eleven classes (Brostow et al. 2009), in the folders that SegNet's authors gave them: pictures in <c>train</c> and
/// <c>test</c>, masks of the same names in <c>trainannot</c> and <c>testannot</c>. Other data in such folders is read too where its labels are these.
/// </summary>
internal static class CamVid
{
    private const byte VoidNumber = 11;

    /// <summary>The classes and their colours, CamVid's own.</summary>
    public static LabelTable Labels { get; } = CreateLabels();

    /// <summary>Reads the names of the files.</summary>
    public static SegmentationData Open(string folder, BadFiles badFiles) =>
        new("CamVid", Read(folder, "train", badFiles), Read(folder, "test", badFiles));

    private static SegmentationSet Read(string folder, string part, BadFiles badFiles)
    {
        var pictures = Path.Combine(folder, part);
        var masks = Path.Combine(folder, $"{part}annot");
        foreach (var needed in (string[])[pictures, masks])
        {
            if (!Directory.Exists(needed))
                throw new ImageDataException($"The folder '{needed}' does not exist.");
        }

        var pairs = PairFinder.Find(
            Directory.EnumerateFiles(pictures), picture => Path.Combine(masks, $"{Path.GetFileNameWithoutExtension(picture)}.png"), badFiles);
        return pairs.Count > 0
            ? new SegmentationSet(pairs, Labels, badFiles)
            : throw new ImageDataException($"The folder '{pictures}' holds no picture with a mask.");
    }

    private static LabelTable CreateLabels()
    {
        LabelClass[] classes =
        [
            new("sky", 0x808080),
            new("building", 0x800000),
            new("pole", 0xC0C080),
            new("road", 0x804080),
            new("pavement", 0x3C28DE),
            new("tree", 0x808000),
            new("sign", 0xC08080),
            new("fence", 0x404080),
            new("car", 0x400080),
            new("pedestrian", 0x404000),
            new("cyclist", 0x0080C0),
        ];

        var numbers = Enumerable.Range(0, classes.Length).Select(static i => KeyValuePair.Create((byte)i, (byte)i));
        return new LabelTable(classes, [.. numbers, KeyValuePair.Create(VoidNumber, LabelTable.Void)]);
    }
}
