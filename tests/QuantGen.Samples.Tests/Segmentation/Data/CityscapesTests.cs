using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using Segmentation.Data;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Data;

public sealed class CityscapesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CityscapesTests()
    {
        Write("train", "aachen", "aachen_000001", extension: ".jpg");
        Write("train", "aachen", "aachen_000000", extension: ".png");
        Write("train", "bonn", "bonn_000000", extension: ".png");
        Write("val", "ulm", "ulm_000000", extension: ".png");
    }

    public void Dispose() => _folder.Dispose();

    [GdFact]
    public void Cities_and_pictures_come_in_the_order_of_their_names()
    {
        var data = SegmentationData.Open(_folder.Path, new BadFiles(skip: false));

        Assert.Equal("Cityscapes", data.Name);
        Assert.Equal(
            ["aachen_000000_leftImg8bit.png", "aachen_000001_leftImg8bit.jpg", "bonn_000000_leftImg8bit.png"],
            data.Training.Pairs.Select(static pair => Path.GetFileName(pair.Picture)));
        Assert.Equal(1, data.Test.Count);
        Assert.Equal(19, data.Test.Labels.Classes.Count);
    }

    [GdFact]
    public void Label_ids_become_the_nineteen_classes_and_void()
    {
        var data = SegmentationData.Open(_folder.Path, new BadFiles(skip: false));

        foreach (var index in (int[])[0, 1])
        {
            var labels = data.Training.Read(index)!.Mask.Labels;
            Assert.Equal([LabelTable.Void, 0, 1, 2, 10, 18, LabelTable.Void, LabelTable.Void], labels[..8]);
        }
    }

    [GdFact]
    public void A_city_without_pictures_is_refused_or_left_out_and_named()
    {
        Directory.CreateDirectory(_folder.File("leftImg8bit/train/empty"));

        var exception = Assert.Throws<ImageDataException>(() => SegmentationData.Open(_folder.Path, new BadFiles(skip: false)));
        Assert.Contains("empty' holds no pictures", exception.Message, StringComparison.Ordinal);

        var badFiles = new BadFiles(skip: true);
        Assert.Equal(3, SegmentationData.Open(_folder.Path, badFiles).Training.Count);
        Assert.Contains("empty' holds no pictures", Assert.Single(badFiles.Reasons).Value, StringComparison.Ordinal);
    }

    private void Write(string part, string city, string name, string extension)
    {
        const int Width = 8, Height = 4;

        var pictures = Directory.CreateDirectory(_folder.File($"leftImg8bit/{part}/{city}")).FullName;
        var masks = Directory.CreateDirectory(_folder.File($"gtFine/{part}/{city}")).FullName;
        Street.WritePicture(Path.Combine(pictures, $"{name}_leftImg8bit{extension}"), Street.CreatePicture(0, Width, Height));

        var labels = new byte[Width * Height];
        ((byte[])[0, 7, 8, 11, 23, 33, 29, 255]).CopyTo(labels, 0);
        File.WriteAllBytes(Path.Combine(masks, $"{name}_gtFine_labelIds.png"), GrayPng.Encode(labels, Width, Height));
    }
}
