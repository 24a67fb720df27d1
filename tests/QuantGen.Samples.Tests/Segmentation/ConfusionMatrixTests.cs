using Segmentation.Data;
using Segmentation.Training;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Intersection_over_union_leaves_void_out()
    {
        const long V = LabelTable.Void;

        var confusion = new ConfusionMatrix(4);
        confusion.Add([0, 0, 0, 1, 1, V, V], [0, 0, 1, 1, 0, 2, 3]);
        confusion.Add([2], [2]);

        var score = confusion.Score();

        // Class 0: 2 of 3 right, one of class 1 taken for it; class 1: one of 3; class 3: neither there nor predicted, for void does not count.
        Assert.Equal([50.0, 100.0 / 3, 100.0, null], score.Classes);
        Assert.Equal((50 + (100.0 / 3) + 100) / 3, score.MeanIoU, precision: 10);
        Assert.Equal(100.0 * 4 / 6, score.Accuracy, precision: 10);
    }

    [Fact]
    public void Nothing_measured_is_zero()
    {
        var score = new ConfusionMatrix(2).Score();

        Assert.Equal((0, 0), (score.MeanIoU, score.Accuracy));
        Assert.Equal("0.00 % mean IoU, 0.00 % of the pixels", score.ToString());
    }
}
