using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using SampleKit.Imaging;
using Segmentation.Data;
using Segmentation.Pictures;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation;

public sealed class SheetTests
{
    [GdFact]
    public void Pictures_and_painted_masks_stand_side_by_side_above_a_legend()
    {
        var classes = CamVid.Labels.Classes;
        var picture = Street.CreatePicture(0);
        var mask = new LabelMask([.. Street.CreateLabels(0).Select(static label => label == 11 ? LabelTable.Void : label)], Street.Width, Street.Height);
        var sheet = new Sheet(classes, ["input", "truth"]);
        sheet.Add(picture, mask);
        sheet.Add(picture, mask);

        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("sheet.png"), sheet.ToPng());
        var drawn = ImageFile.ReadPicture(folder.File("sheet.png"));

        const int Left = 4, Top = 21, Column = Street.Width + 4, Row = Street.Height + 4;
        for (var i = 0; i < Street.Width * Street.Height; i++)
        {
            var (x, y) = (i % Street.Width, i / Street.Width);
            Assert.Equal(Color(picture, x, y), Color(drawn, Left + x, Top + y));
            var painted = mask.Labels[i] == LabelTable.Void ? 0 : classes[mask.Labels[i]].Color;
            Assert.Equal(painted, Color(drawn, Left + Column + x, Top + Row + y));
        }

        var legend = Enumerable.Range(Top + (2 * Row), drawn.Height - Top - (2 * Row))
            .SelectMany(y => Enumerable.Range(0, drawn.Width).Select(x => Color(drawn, x, y)))
            .ToHashSet();
        Assert.All(classes, label => Assert.Contains(label.Color, legend));
    }

    private static int Color(Picture picture, int x, int y)
    {
        var pixel = picture.Row(y).Slice(x * Picture.Channels, Picture.Channels);
        return (pixel[0] << 16) | (pixel[1] << 8) | pixel[2];
    }
}
