using ImageClassification.Data;
using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using Xunit;

namespace QuantGen.Samples.Tests.Classification;

public sealed class FolderDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderDataTests()
    {
        if (GdFactAttribute.Reason is not null)
            return;

        foreach (var name in (string[])["train/cat/1.png", "train/cat/2.jpg", "train/dog/3.png", "val/cat/4.png", "val/dog/5.png"])
        {
            var path = _folder.File(name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Street.WritePicture(path, Street.CreatePicture(1));
        }
    }

    public void Dispose() => _folder.Dispose();

    [GdFact]
    public void Pictures_become_squares_and_folders_labels()
    {
        var data = FolderData.Read(_folder.Path, side: 14, new BadFiles(skip: false), CancellationToken.None);

        Assert.Equal(["cat", "dog"], data.ClassNames);
        Assert.Equal([0, 0, 1], data.Training.Labels);
        Assert.Equal((2, 14), (data.Test.Count, data.Test.Side));
        Assert.Equal(3 * data.Training.PictureSize, data.Training.Pixels.Length);
    }

    [GdFact]
    public void Damaged_pictures_are_left_out()
    {
        File.WriteAllText(_folder.File("train/cat/1.png"), "none");
        var badFiles = new BadFiles(skip: true);

        var data = FolderData.Read(_folder.Path, side: 14, badFiles, CancellationToken.None);

        Assert.Equal([0, 1], data.Training.Labels);
        Assert.Equal(2 * data.Training.PictureSize, data.Training.Pixels.Length);
        Assert.Equal(1, badFiles.Count);
    }

    [GdFact]
    public void Other_classes_in_the_test_pictures_are_refused()
    {
        Directory.Move(_folder.File("val/dog"), _folder.File("val/dogs"));

        var exception = Assert.Throws<ImageDataException>(() => FolderData.Read(_folder.Path, side: 14, new BadFiles(skip: false), CancellationToken.None));

        Assert.Contains("classes differ", exception.Message, StringComparison.Ordinal);
    }

    [GdFact]
    public async Task A_command_trains_on_them()
    {
        var result = await CommandLine.RunAsync(
            "train", "--data", _folder.Path, "--side", "32", "--threads", "1", "--epochs", "1", "--batch-size", "3", "--output", _folder.File("o.dat"));

        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        Assert.Contains("3 training and 2 test pictures", result.Output, StringComparison.Ordinal);
    }
}
