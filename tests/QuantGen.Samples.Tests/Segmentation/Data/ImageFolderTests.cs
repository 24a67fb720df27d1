using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using SampleKit.Imaging;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Data;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImageFolderTests()
    {
        Write("dog/b.png");
        Write("dog/a.JPG");
        Write("cat/deep/c.jpeg");
        File.WriteAllText(_folder.File("cat/notes.txt"), "no picture");
    }

    public void Dispose() => _folder.Dispose();

    [GdFact]
    public void Classes_are_numbered_in_the_order_of_their_names()
    {
        var folder = ImageFolder.Open(_folder.Path, new BadFiles(skip: false));

        Assert.Equal(["cat", "dog"], folder.Classes);
        Assert.Equal(
            [("cat/deep/c.jpeg", 0), ("dog/a.JPG", 1), ("dog/b.png", 1)],
            folder.Entries.Select(entry => (Path.GetRelativePath(_folder.Path, entry.Path), entry.Label)));
        Assert.Equal(Street.CreatePicture(1).Pixels, folder.Read(2)!.Pixels);
    }

    [GdFact]
    public void An_empty_class_is_refused_or_left_out_and_keeps_its_number()
    {
        Directory.CreateDirectory(_folder.File("cow"));

        Assert.Contains("cow' of a class holds no picture", Refusal(_folder.Path), StringComparison.Ordinal);

        var badFiles = new BadFiles(skip: true);
        var folder = ImageFolder.Open(_folder.Path, badFiles);
        Assert.Equal(["cat", "cow", "dog"], folder.Classes);
        Assert.Equal([0, 2, 2], folder.Entries.Select(static entry => entry.Label));
        Assert.Equal(1, badFiles.Count);
    }

    [GdFact]
    public void A_damaged_picture_is_refused_or_left_out()
    {
        File.WriteAllText(_folder.File("dog/b.png"), "");

        Assert.Throws<ImageDataException>(() => ImageFolder.Open(_folder.Path, new BadFiles(skip: false)).Read(2));

        var badFiles = new BadFiles(skip: true);
        Assert.Null(ImageFolder.Open(_folder.Path, badFiles).Read(2));
        Assert.Contains("b.png' is empty", Assert.Single(badFiles.Reasons).Value, StringComparison.Ordinal);
    }

    [GdFact]
    public void A_folder_without_classes_or_pictures_is_told_so()
    {
        using var empty = new TemporaryFolder();

        Assert.Contains("one for each class", Refusal(empty.Path), StringComparison.Ordinal);
        Assert.Contains("does not exist", Refusal(empty.File("nowhere")), StringComparison.Ordinal);
    }

    [GdTheory]
    [InlineData(40, 20)]
    [InlineData(20, 40)]
    [InlineData(16, 16)]
    public void Squares_come_from_the_middle(int width, int height)
    {
        var square = Cropping.Square(Street.CreatePicture(0, width, height), shorter: 16, side: 14);

        Assert.Equal((14, 14), (square.Width, square.Height));
    }

    private static string Refusal(string folder) =>
        Assert.Throws<ImageDataException>(() => ImageFolder.Open(folder, new BadFiles(skip: false))).Message;

    private void Write(string name)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Street.WritePicture(path, Street.CreatePicture(1));
    }
}
