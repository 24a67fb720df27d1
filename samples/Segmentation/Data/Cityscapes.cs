using SampleKit.Imaging;

namespace Segmentation.Data;

/// <summary>
/// Street scenes with nineteen classes (Cordts et al. 2016): pictures in <c>leftImg8bit/{train,val}/CITY/*_leftImg8bit.png</c>, masks in
/// <c>gtFine/{train,val}/CITY/*_gtFine_labelIds.png</c>. Tested with <c>val</c>, as the test set's masks are not public.
/// </summary>
internal static class Cityscapes
{
    /// <summary>The folder of the pictures.</summary>
    public const string Pictures = "leftImg8bit";

    /// <summary>The folder of the masks.</summary>
    public const string Masks = "gtFine";

    // The numbers of the masks, the names and the colours (cityscapesScripts, helpers/labels.py). All others up to 33 are void.
    private static readonly (byte Number, LabelClass Class)[] Evaluated =
    [
        (7, new("road", 0x804080)),
        (8, new("sidewalk", 0xF423E8)),
        (11, new("building", 0x464646)),
        (12, new("wall", 0x66669C)),
        (13, new("fence", 0xBE9999)),
        (17, new("pole", 0x999999)),
        (19, new("traffic light", 0xFAAA1E)),
        (20, new("traffic sign", 0xDCDC00)),
        (21, new("vegetation", 0x6B8E23)),
        (22, new("terrain", 0x98FB98)),
        (23, new("sky", 0x4682B4)),
        (24, new("person", 0xDC143C)),
        (25, new("rider", 0xFF0000)),
        (26, new("car", 0x00008E)),
        (27, new("truck", 0x000046)),
        (28, new("bus", 0x003C64)),
        (31, new("train", 0x005064)),
        (32, new("motorcycle", 0x0000E6)),
        (33, new("bicycle", 0x770B20)),
    ];

    /// <summary>The classes and the numbers that stand for them.</summary>
    public static LabelTable Labels { get; } = CreateLabels();

    /// <summary>Reads the names of the files; a city without pictures is bad.</summary>
    public static SegmentationData Open(string folder, BadFiles badFiles) =>
        new("Cityscapes", Read(folder, "train", badFiles), Read(folder, "val", badFiles));

    private static SegmentationSet Read(string folder, string part, BadFiles badFiles)
    {
        var pictures = Path.Combine(folder, Pictures, part);
        if (!Directory.Exists(pictures))
            throw new ImageDataException($"The folder '{pictures}' does not exist.");

        var pairs = new List<PicturePair>();
        foreach (var city in Directory.EnumerateDirectories(pictures).Order(StringComparer.Ordinal))
        {
            var files = Directory.EnumerateFiles(city).Where(ImageFile.HasPictureName).ToArray();
            if (files.Length == 0)
                badFiles.Add(city, new ImageDataException($"The folder '{city}' holds no pictures."));

            var masks = Path.Combine(folder, Masks, part, Path.GetFileName(city));
            pairs.AddRange(PairFinder.Find(files, picture => Path.Combine(masks, MaskName(picture)), badFiles));
        }

        return pairs.Count > 0
            ? new SegmentationSet(pairs, Labels, badFiles)
            : throw new ImageDataException($"The folder '{pictures}' holds no city with a picture that has a mask.");
    }

    private static string MaskName(string picture)
    {
        var name = Path.GetFileNameWithoutExtension(picture);
        var ending = $"_{Pictures}";
        return $"{(name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name)}_{Masks}_labelIds.png";
    }

    private static LabelTable CreateLabels()
    {
        const int HighestNumber = 33;

        var numbers = Enumerable.Range(0, HighestNumber + 1).ToDictionary(static number => (byte)number, static _ => LabelTable.Void);
        for (var i = 0; i < Evaluated.Length; i++)
            numbers[Evaluated[i].Number] = (byte)i;

        // The licence plate, -1, in a byte.
        numbers[byte.MaxValue] = LabelTable.Void;
        return new LabelTable([.. Evaluated.Select(static entry => entry.Class)], numbers);
    }
}
