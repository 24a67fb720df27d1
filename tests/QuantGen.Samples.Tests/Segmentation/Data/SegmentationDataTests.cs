using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using Segmentation.Data;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Data;

public sealed class SegmentationDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SegmentationDataTests() => Street.WriteCamVid(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [GdFact]
    public void Pictures_and_masks_are_paired_by_name()
    {
        var data = SegmentationData.Open(_folder.Path, new BadFiles(skip: false));

        Assert.Equal((6, 3, 11), (data.Training.Count, data.Test.Count, data.Training.Labels.Classes.Count));
        var sample = data.Training.Read(2)!;
        Assert.Equal(Street.CreatePicture(2).Pixels, sample.Picture.Pixels);
        Assert.Equal(Street.CreateLabels(2).Select(static label => label == 11 ? LabelTable.Void : label), sample.Mask.Labels);
    }

    [GdFact]
    public void Held_out_pictures_are_the_last_of_training()
    {
        var data = SegmentationData.Open(_folder.Path, new BadFiles(skip: false)).HoldOut(2);

        Assert.Equal(["train4.png", "train5.png"], data.Test.Pairs.Select(static pair => Path.GetFileName(pair.Picture)));
        Assert.Equal(4, data.Training.Count);
        Assert.Throws<ImageDataException>(() => data.HoldOut(4));
    }

    [GdTheory]
    [InlineData("picture cut short")]
    [InlineData("picture of text")]
    [InlineData("mask cut short")]
    [InlineData("mask of another size")]
    [InlineData("mask of colours")]
    [InlineData("label out of range")]
    public void What_is_bad_is_refused_or_left_out_and_named(string what)
    {
        var bad = Damage(what);

        var refusing = SegmentationData.Open(_folder.Path, new BadFiles(skip: false));
        var exception = Assert.Throws<ImageDataException>(() => refusing.Training.Read(1));
        Assert.Contains(bad, exception.Message, StringComparison.Ordinal);
        Assert.Contains("--skip-bad", exception.Message, StringComparison.Ordinal);

        var badFiles = new BadFiles(skip: true);
        var skipping = SegmentationData.Open(_folder.Path, badFiles);
        var batches = BatchReader.Read(skipping.Training, new BatchOrder(2, new PictureSize(64, 32))).ToArray();
        _ = BatchReader.Read(skipping.Training, new BatchOrder(2, new PictureSize(64, 32))).ToArray();

        Assert.Equal([1, 2, 2], batches.Select(static batch => batch.Count));
        Assert.Equal(1, badFiles.Count);
        Assert.Equal("1 file was left out:", badFiles.Describe().First());
        Assert.Contains(bad, badFiles.Describe().Last(), StringComparison.Ordinal);
    }

    [GdFact]
    public void A_label_out_of_range_is_named_with_its_place()
    {
        Damage("label out of range");

        var data = SegmentationData.Open(_folder.Path, new BadFiles(skip: false));

        Assert.Contains("the label 12 at column 7, row 3", Assert.Throws<ImageDataException>(() => data.Training.Read(1)).Message, StringComparison.Ordinal);
    }

    [GdFact]
    public void A_picture_without_a_mask_is_bad()
    {
        File.Delete(_folder.File("trainannot/train3.png"));

        Assert.Contains("train3.png' has no mask", Assert.Throws<ImageDataException>(() => SegmentationData.Open(_folder.Path, new BadFiles(skip: false))).Message, StringComparison.Ordinal);

        var badFiles = new BadFiles(skip: true);
        Assert.Equal(5, SegmentationData.Open(_folder.Path, badFiles).Training.Count);
        Assert.Equal(1, badFiles.Count);
    }

    [GdFact]
    public void Many_bad_files_are_a_few_names_and_a_number()
    {
        for (var i = 0; i < 6; i++)
            File.WriteAllText(_folder.File($"train/train{i}.png"), "none");
        var badFiles = new BadFiles(skip: true);

        Assert.Empty(BatchReader.Read(SegmentationData.Open(_folder.Path, badFiles).Training, new BatchOrder(2, new PictureSize(64, 32))));

        var lines = badFiles.Describe().ToArray();
        Assert.Equal("6 files were left out:", lines[0]);
        Assert.Equal("  and 1 more", lines[^1]);
        Assert.Equal(7, lines.Length);
    }

    [GdFact]
    public void Folders_of_no_data_set_are_told_so()
    {
        using var other = new TemporaryFolder();

        Assert.Contains("neither 'train'", Refusal(other.Path), StringComparison.Ordinal);
        Assert.Contains("does not exist", Refusal(other.File("nowhere")), StringComparison.Ordinal);

        Directory.CreateDirectory(other.File("train"));
        Assert.Contains("trainannot", Refusal(other.Path), StringComparison.Ordinal);

        Directory.CreateDirectory(other.File("trainannot"));
        Assert.Contains("holds no picture with a mask", Refusal(other.Path), StringComparison.Ordinal);

        static string Refusal(string folder) =>
            Assert.Throws<ImageDataException>(() => SegmentationData.Open(folder, new BadFiles(skip: false))).Message;
    }

    private string Damage(string what)
    {
        var picture = _folder.File("train/train1.png");
        var mask = _folder.File("trainannot/train1.png");
        switch (what)
        {
            case "picture cut short":
                File.WriteAllBytes(picture, File.ReadAllBytes(picture)[..200]);
                return picture;
            case "picture of text":
                File.WriteAllText(picture, "no picture");
                return picture;
            case "mask cut short":
                File.WriteAllBytes(mask, File.ReadAllBytes(mask)[..60]);
                return mask;
            case "mask of another size":
                File.WriteAllBytes(mask, GrayPng.Encode(new byte[100], 10, 10));
                return mask;
            case "mask of colours":
                Street.WritePicture(mask, Street.CreatePicture(0));
                return mask;
            default:
                var labels = Street.CreateLabels(1);
                labels[(3 * Street.Width) + 7] = 12;
                File.WriteAllBytes(mask, GrayPng.Encode(labels, Street.Width, Street.Height));
                return mask;
        }
    }
}
