using QuantGen.Calibration;
using QuantGen.Testing.Golden;
using Xunit;

namespace QuantGen.Tests.Calibration;

public sealed class MaxCalibrationGoldenTests
{
    [GoldenTheory("max_calib")]
    [GoldenData("max_calib")]
    public void LargestMagnitudesAreThePeersToTheBit(GoldenCase vector)
    {
        var collector = Collect(vector);

        using var amax = collector.Amax();
        Assert.Equal(vector["amax"].Floats, Tensors.Floats(amax!));
        if (!vector["axis"].IsNull)
            Assert.Equal(vector["amax"].Shape, amax!.shape);
        else
            Assert.Empty(amax!.shape);
    }

    [GoldenTheory("max_calib")]
    [GoldenData("max_calib")]
    public void MagnitudesOfLaterBatchesAreThePeersToTheBit(GoldenCase vector)
    {
        var expected = vector["per_batch_amax"].Items.Select(static amax => amax.Floats).ToList();
        var actual = BatchAmax(Collect(vector));

        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected[1..], actual[1..]);
    }

    [GoldenTheory("max_calib")]
    [GoldenData("max_calib")]
    public void MagnitudesOfTheFirstBatchAreNotOverwrittenByTheRunningMaximumAsThePeersAre(GoldenCase vector)
    {
        var collector = new MaxCollector(vector["axis"].Axes);
        using var input = vector["batches"].Items.First().Tensor();
        collector.Collect(input);
        using var alone = collector.Amax();

        Assert.Equal(vector["amax"].Floats, vector["per_batch_amax"].Items.First().Floats);
        Assert.Equal(Tensors.Floats(alone!), BatchAmax(Collect(vector))[0]);
    }

    private static List<float[]> BatchAmax(MaxCollector collector)
    {
        var all = new List<float[]>();
        foreach (var amax in collector.BatchAmax())
        {
            using (amax)
                all.Add(Tensors.Floats(amax));
        }

        return all;
    }

    private static MaxCollector Collect(GoldenCase vector)
    {
        var collector = new MaxCollector(vector["axis"].Axes, trackBatches: true);
        foreach (var batch in vector["batches"].Items)
        {
            using var input = batch.Tensor();
            collector.Collect(input);
        }

        return collector;
    }
}
