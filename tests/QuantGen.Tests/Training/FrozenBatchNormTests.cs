using QuantGen.Calibration;
using QuantGen.Training;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training;

public sealed class FrozenBatchNormTests
{
    [Fact]
    public void WhileTheModelTrainsStatisticsStayAndAreUsed()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet();
        WeightCalibration.Calibrate(net, CalibrationMethod.Max);
        var x = randn(4, 2, 6, 6);
        net.eval();
        var (expected, statistics) = (Tensors.Floats(net.call(x)), net.Statistics());
        net.train();
        using (var frozen = FrozenBatchNorm.Of(net))
        {
            Assert.Equal(["bn1", "bn2"], frozen.Names);
            net.train();
            Assert.Equal(expected, Tensors.Floats(net.call(x)));
            Assert.Equal(statistics, net.Statistics());

            // Scale and shift go on training.
            net.call(x).sum().backward();
            Assert.NotEqual(0, net.Merged.weight.grad!.abs().sum().item<float>());
        }

        Assert.True(net.Merged.training);
        Assert.NotEqual(expected, Tensors.Floats(net.call(x)));
        Assert.All(statistics.Zip(net.Statistics()), static pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void InEvaluationItChangesNothingAndEndsQuietly()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet();
        WeightCalibration.Calibrate(net, CalibrationMethod.Max);
        net.eval();
        var x = randn(4, 2, 6, 6);
        var expected = Tensors.Floats(net.call(x));
        var frozen = FrozenBatchNorm.Of(net);
        frozen.Dispose();
        frozen.Dispose();
        Assert.False(net.Merged.training);
        Assert.Equal(expected, Tensors.Floats(net.call(x)));
    }

    [Fact]
    public void ANormalizationAloneCanBeFrozen()
    {
        using var norm = nn.BatchNorm1d(3);
        using var frozen = FrozenBatchNorm.Of(norm);
        norm.train();
        using var scope = NewDisposeScope();
        norm.call(randn(5, 3));
        Assert.Equal([0, 0, 0], Tensors.Floats(norm.running_mean!));
    }
}
