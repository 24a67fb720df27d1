using SampleKit.Imaging;

namespace ImageClassification.Data;

/// <summary>Reads pictures of any size in folders by class, <c>train</c> and <c>val</c> or <c>test</c>, and makes them squares of one size.</summary>
internal static class FolderData
{
    /// <summary>The folder of the training pictures.</summary>
    public const string TrainingFolder = "train";

    private const int Ahead = 8;
    private const int MostClasses = 256;

    // As torchvision prepares ImageNet: 224 pixels out of a shorter side of 256.
    private const double ShorterOverSide = 256.0 / 224;

    private static readonly string[] TestFolders = ["val", "test"];
    private static readonly Normalization Normalization = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder of the training and test folders.</param>
    /// <param name="side">Pixels of a picture's sides.</param>
    /// <param name="badFiles">What becomes of damaged pictures and empty classes.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ImageDataException">A part is missing, or bad and refused; or the pictures are too many to be held.</exception>
    public static ImageData Read(string folder, int side, BadFiles badFiles, CancellationToken cancellation)
    {
        var training = ImageFolder.Open(Path.Combine(folder, TrainingFolder), badFiles);
        var testFolder = TestFolders.Select(name => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists)
            ?? throw new ImageDataException($"The folder '{folder}' holds neither of {string.Join(" and ", TestFolders)}, which test pictures are read from.");
        var test = ImageFolder.Open(testFolder, badFiles);
        if (!training.Classes.SequenceEqual(test.Classes, StringComparer.Ordinal))
            throw new ImageDataException($"The folders in '{testFolder}' are not named as those of the training pictures, so that the classes differ.");

        if (training.Classes.Count > MostClasses)
            throw new ImageDataException($"The folder '{folder}' holds {training.Classes.Count} classes; at most {MostClasses} are read.");

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new ImageData(name, Load(training, side, cancellation), Load(test, side, cancellation), training.Classes);
    }

    private static ImageSet Load(ImageFolder folder, int side, CancellationToken cancellation)
    {
        var size = side * side * Picture.Channels;
        if ((long)folder.Entries.Count * size > Array.MaxLength)
            throw new ImageDataException($"{folder.Entries.Count} pictures of {side} x {side} pixels are more than can be held: read smaller ones (--side).");

        var shorter = (int)Math.Round(side * ShorterOverSide, MidpointRounding.AwayFromZero);
        var pixels = new byte[folder.Entries.Count * size];
        var labels = new List<byte>(folder.Entries.Count);
        var squares = Prefetch.InOrder(
            folder.Entries.Count,
            index => (Index: index, Picture: folder.Read(index) is { } picture ? Cropping.Square(picture, shorter, side) : null),
            Ahead,
            cancellation);
        foreach (var (index, picture) in squares)
        {
            if (picture is null)
                continue;

            picture.Pixels.CopyTo(pixels, labels.Count * size);
            labels.Add((byte)folder.Entries[index].Label);
        }

        return new ImageSet(pixels[..(labels.Count * size)], [.. labels], side, Normalization);
    }
}
