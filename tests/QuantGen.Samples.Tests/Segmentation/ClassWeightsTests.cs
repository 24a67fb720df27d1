using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using Segmentation.Data;
using Segmentation.Training;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation;

public sealed class ClassWeightsTests
{
    [GdFact]
    public void Rare_classes_count_more_by_the_logarithm_of_their_share()
    {
        using var folder = new TemporaryFolder();
        Street.WriteCamVid(folder.Path, training: 1);
        var set = SegmentationData.Open(folder.Path, new BadFiles(skip: false)).Training;
        var labels = Street.CreateLabels(0).Where(static label => label != 11).ToArray();

        var weights = ClassWeights.Logarithmic(set, new PictureSize(64, 32), CancellationToken.None);

        Assert.Equal(1, weights.Average(), tolerance: 1e-5);
        Assert.Equal(Unscaled(3) / Unscaled(8), weights[3] / weights[8], tolerance: 1e-5);
        Assert.Equal(Unscaled(0) / Unscaled(5), weights[0] / weights[5], tolerance: 1e-5);
        Assert.True(weights[8] > weights[3]);

        double Unscaled(byte label) => 1 / Math.Log(1.02 + (labels.Count(value => value == label) / (double)labels.Length));
    }
}
