using SampleKit.Imaging;

namespace SampleKit.Data;

/// <summary>
/// Pictures in a folder for each class (torchvision's ImageFolder): classes are numbered in the order of their names, pictures come in the
/// order of their paths, also from folders within a class's.
/// </summary>
/// <param name="Classes">The names of the classes.</param>
/// <param name="Entries">Each picture's file and class.</param>
/// <param name="BadFiles">What becomes of files that cannot be used.</param>
internal sealed record ImageFolder(IReadOnlyList<string> Classes, IReadOnlyList<LabelledFile> Entries, BadFiles BadFiles)
{
    /// <summary>Finds the pictures; none is read yet. A class without pictures is bad; one that is left out keeps its number.</summary>
    /// <param name="folder">The folder of the classes' folders.</param>
    /// <param name="badFiles">What becomes of bad files and folders.</param>
    /// <exception cref="ImageDataException">The folder does not exist, holds no classes or no pictures, or a class is empty and such are refused.</exception>
    public static ImageFolder Open(string folder, BadFiles badFiles)
    {
        if (!Directory.Exists(folder))
            throw new ImageDataException($"The folder '{folder}' does not exist.");

        var classes = Directory.GetDirectories(folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray();
        var entries = new List<LabelledFile>();
        for (var label = 0; label < classes.Length; label++)
        {
            var path = Path.Combine(folder, classes[label]);
            var pictures = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(ImageFile.HasPictureName)
                .Order(StringComparer.Ordinal)
                .Select(file => new LabelledFile(file, label))
                .ToArray();
            if (pictures.Length == 0)
                badFiles.Add(path, new ImageDataException($"The folder '{path}' of a class holds no picture."));

            entries.AddRange(pictures);
        }

        return entries.Count > 0
            ? new ImageFolder(classes, entries, badFiles)
            : throw new ImageDataException($"The folder '{folder}' holds no folders of pictures, one for each class.");
    }

    /// <summary>Reads one picture.</summary>
    /// <returns>Null where it is bad and bad ones are left out.</returns>
    /// <exception cref="ImageDataException">It is bad and bad ones are refused.</exception>
    public Picture? Read(int index)
    {
        try
        {
            return ImageFile.ReadPicture(Entries[index].Path);
        }
        catch (ImageDataException exception)
        {
            BadFiles.Add(Entries[index].Path, exception);
            return null;
        }
    }
}
