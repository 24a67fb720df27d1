using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

/// <summary>The running average of section 1.1.</summary>
public sealed class RunningRangeTests
{
    private static readonly float[] Maxima = [10, 2, 4, 6, 8];

    [Fact]
    public void Section11TheSecondBatchReplacesTheFirstAsThePeerHasIt() =>
        Assert.Equal([10, 2, 3, 4, 5], Run(new Pact2Options { PeerRunningMean = true }));

    [Fact]
    public void EveryBatchCountsAlike() => Close([10, 6, 16 / 3f, 5.5f, 6], Run(new Pact2Options()));

    [Fact]
    public void FromTheThousandthBatchOnTheMeanIsAnExponentialOne()
    {
        Assert.Equal(1.001f, new RunningRange(0, 1, 1998).With(0, 2, new Pact2Options()).High, 1e-6f);
        Assert.Equal(1 + (1f / 999), new RunningRange(0, 1, 997).With(0, 2, new Pact2Options()).High, 1e-6f);
        Assert.Equal(1.001f, new RunningRange(0, 1, 1998).With(0, 2, new Pact2Options { PeerRunningMean = true }).High, 1e-6f);
        Assert.Equal(1.5f, new RunningRange(0, 1, 1998).With(0, 2, new Pact2Options { RangeFloorFactor = 0.5 }).High, 1e-6f);
    }

    [Fact]
    public void EqualBatchesGiveTheirRangeHoweverManyThereAre()
    {
        var range = RunningRange.Initial(new Pact2Options());
        for (var batch = 0; batch < 3000; batch++)
        {
            range = range.With(-1.25f, 3.5f, new Pact2Options());
            Assert.Equal(-1.25f, range.Low, 1e-4f);
            Assert.Equal(3.5f, range.High, 1e-4f);
        }
    }

    [Fact]
    public void TheMeanOfExtremesDependsOnWhereBatchesAreCutButNotOnTheirOrder()
    {
        var options = new Pact2Options { Tail = 0 };
        var whole = Run(options, [1, 2, 3, 12]);
        var halves = Run(options, [1, 2], [3, 12]);
        var swapped = Run(options, [3, 12], [1, 2]);
        Assert.Equal(12, whole);
        Assert.Equal(7, halves);
        Assert.Equal(halves, swapped);

        // The peer's mean forgets the first batch.
        Assert.Equal(12, Run(options with { PeerRunningMean = true }, [1, 2], [3, 12]));
        Assert.Equal(2, Run(options with { PeerRunningMean = true }, [3, 12], [1, 2]));
    }

    [Fact]
    public void BatchesWithTheSameExtremesMayBeCutAnywhere()
    {
        var options = new Pact2Options { Tail = 0 };
        Assert.Equal(Run(options, [0, 5, 1, 5, 0, 2]), Run(options, [0, 5], [1, 5, 0, 2]));
    }

    private static float Run(Pact2Options options, params float[][] batches)
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2(options);
        foreach (var batch in batches)
            quantizer.call(tensor(batch));

        return quantizer.StoredRange.High;
    }

    private static float[] Run(Pact2Options options)
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2(options);
        return [.. Maxima.Select(maximum =>
        {
            quantizer.call(tensor([0, maximum]));
            return quantizer.StoredRange.High;
        })];
    }

    private static void Close(float[] expected, float[] actual)
    {
        foreach (var (left, right) in expected.Zip(actual))
            Assert.Equal(left, right, 1e-6f);
    }
}
