using QuantGen.Samples.Tests.Segmentation.Support;
using Segmentation.Data;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation;

/// <summary>Reads the real data set where it is beside the repository.</summary>
public sealed class CamVidTests
{
    [CamVidFact]
    public void Every_picture_and_mask_of_the_data_set_is_read()
    {
        var badFiles = new BadFiles(skip: false);
        var data = SegmentationData.Open(CamVidFactAttribute.Folder!, badFiles);

        Assert.Equal((367, 233), (data.Training.Count, data.Test.Count));
        var counts = new long[256];
        for (var i = 0; i < data.Training.Count; i++)
        {
            var sample = data.Training.Read(i)!;
            Assert.Equal((240, 180), (sample.Picture.Width, sample.Picture.Height));
            foreach (var label in sample.Mask.Labels)
                counts[label]++;
        }

        var all = (double)counts.Sum();
        Assert.Equal(all, counts[..11].Sum() + counts[LabelTable.Void]);

        // Shares that Pillow and numpy count: road, the largest class, and cyclist, the smallest.
        Assert.Equal(31.79, 100 * counts[3] / all, tolerance: 0.005);
        Assert.Equal(0.29, 100 * counts[10] / all, tolerance: 0.005);
        Assert.Equal(0, badFiles.Count);
    }
}
