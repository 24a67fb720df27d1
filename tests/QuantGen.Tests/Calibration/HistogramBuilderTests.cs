using FsCheck.Fluent;
using QuantGen.Calibration;
using QuantGen.Testing.Randomness;
using Xunit;

namespace QuantGen.Tests.Calibration;

public sealed class HistogramBuilderTests
{
    [Fact]
    public void EveryValueIsCountedOnceHoweverBinsGrowAndMerge() =>
        Prop.ForAll(SampleData.Arbitrary, SampleData.Arbitrary, Gen.Elements(16, 64, HistogramOptions.Unlimited / 2).ToArbitrary(), static (first, second, limit) =>
        {
            // Without a limit a small first batch would ask for more bins than memory holds; this one is far beyond what growth here needs.
            var options = new HistogramOptions { Form = HistogramForm.FirstTensor, Bins = 16, MaximumBins = Math.Min(limit, 1 << 20) };
            var histogram = Build(options, first.Values(), second.Values());
            return histogram.Total == first.Length + second.Length && histogram.Bins <= options.MaximumBins;
        }).Holds();

    [Theory]
    [InlineData(HistogramForm.PowerOfTwo)]
    [InlineData(HistogramForm.FirstTensor)]
    public void BinsHoldTheValuesBetweenTheirEdgesUpToRounding(HistogramForm form) =>
        Prop.ForAll(SampleData.Arbitrary, SampleData.Arbitrary, (first, second) =>
        {
            var histogram = Build(new HistogramOptions { Form = form, Bins = 32, MaximumBins = 64 }, first.Values(), second.Values());
            float[] all = [.. first.Values().Concat(second.Values()).Select(MathF.Abs)];
            var slack = histogram.Edges[^1] * 1e-6;
            for (var bin = 0; bin < histogram.Bins && histogram.Edges[^1] > 0; bin++)
            {
                var (low, high) = (histogram.Edges[bin], histogram.Edges[bin + 1]);
                var least = all.Count(value => value > low + slack && value < high - slack);
                var most = all.Count(value => value >= low - slack && value <= high + slack);
                if (histogram.Counts[bin] < least || histogram.Counts[bin] > most)
                    return false;
            }

            return true;
        }).Holds();

    [Fact]
    public void MergingGivesTheCountsOfBinsTwiceAsWide()
    {
        float[] first = [0.5f, 1.5f, 2.5f, 3.5f, 4f];
        float[] second = [0.25f, 7.5f, 8f];

        var histogram = Build(new HistogramOptions { Form = HistogramForm.FirstTensor, Bins = 4, MaximumBins = 4 }, first, second);

        Assert.Equal([0, 2, 4, 6, 8], histogram.Edges.ToArray());
        Assert.Equal([3, 3, 0, 2], histogram.Counts.ToArray());
    }

    [Fact]
    public void GrowthBelowTheLimitKeepsTheWidthOfTheFirstBatch()
    {
        var histogram = Build(new HistogramOptions { Form = HistogramForm.FirstTensor, Bins = 4 }, [4f], [9.5f]);

        Assert.Equal(Enumerable.Range(0, 11).Select(static edge => (float)edge), histogram.Edges.ToArray());
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 0, 0, 1], histogram.Counts.ToArray());
    }

    [Fact]
    public void FirstBatchAThousandTimesTooSmallCostsNoMoreThanTheLimit()
    {
        var options = new HistogramOptions { Form = HistogramForm.FirstTensor };
        var histogram = Build(options, [0.001f], [20f, -3f]);

        Assert.InRange(histogram.Bins, options.MaximumBins / 2, options.MaximumBins);
        Assert.Equal(3, histogram.Total);
        Assert.Equal(20f, histogram.Largest);
    }

    [Fact]
    public void ZerosBeforeAnyOtherValueEndInTheFirstBin()
    {
        var histogram = Build(new HistogramOptions { Form = HistogramForm.FirstTensor, Bins = 8 }, new float[100], [1f, 8f], new float[10]);

        Assert.Equal([110, 1, 0, 0, 0, 0, 0, 1], histogram.Counts.ToArray());
    }

    [Fact]
    public void FirstBatchTooSmallForAFloatWidthIsOutgrown()
    {
        var histogram = Build(new HistogramOptions { Form = HistogramForm.FirstTensor }, [float.Epsilon, 0f], [1f, 0.5f]);

        Assert.Equal(4, histogram.Total);
        Assert.Equal(2, histogram.Counts[0]);
        Assert.InRange(histogram.Edges[^1], 1f, 2f);
    }

    [Theory]
    [InlineData(HistogramForm.PowerOfTwo)]
    [InlineData(HistogramForm.FirstTensor)]
    public void LargestFloatFitsTheLastBin(HistogramForm form)
    {
        var histogram = Build(new HistogramOptions { Form = form }, [1f], [float.MaxValue, -float.MaxValue]);

        Assert.Equal(3, histogram.Total);
        Assert.Equal(2, histogram.Counts[^1]);
    }

    [Fact]
    public void UnlimitedGrowthBeyondMemoryIsRefusedAndChangesNothing()
    {
        var builder = HistogramBuilder.Create(HistogramOptions.Peer);
        Add(builder, [1e-20f]);

        Assert.Throws<CalibrationException>(() => Add(builder, [1f]));
        Assert.Equal(1, builder.Snapshot()!.Total);
    }

    [Theory]
    [InlineData(HistogramForm.PowerOfTwo)]
    [InlineData(HistogramForm.FirstTensor)]
    [InlineData(HistogramForm.FirstTensorFromMinimum)]
    public void SkippedZerosLeaveNoTrace(HistogramForm form)
    {
        var options = new HistogramOptions { Bins = 8, SkipZeros = true, Form = form };

        Assert.Null(HistogramOf(options, [0f, -0f]));
        Assert.Equal(3, Build(options, [0f, 1f], [0f, 2f], [0f, -0f, -1.5f]).Total);
    }

    [Fact]
    public void MinimumOriginDropsWhatLiesBelowTheFirstBatchAndMergesAtTheLimit()
    {
        var options = new HistogramOptions { Bins = 4, MaximumBins = 4, Form = HistogramForm.FirstTensorFromMinimum };

        var histogram = Build(options, [1f, -2f, 3f, 5f], [0.5f, 20f]);

        Assert.Equal(5, histogram.Total);
        Assert.Equal(1, histogram.Edges[0]);
        Assert.InRange(histogram.Bins, 2, 4);
        Assert.True(histogram.Edges[^1] >= 20);
    }

    [Fact]
    public void SixteenMillionEqualValuesAreCountedExactly()
    {
        // float32 counts, the peer's, stop at 2^24.
        var builder = HistogramBuilder.Create(HistogramOptions.Default);
        var ones = Enumerable.Repeat(1f, 1 << 20).ToArray();
        for (var i = 0; i < 17; i++)
            Add(builder, ones);

        Assert.Equal(17L << 20, builder.Snapshot()!.Counts[^1]);
    }

    private static Histogram Build(HistogramOptions options, params float[][] batches) => HistogramOf(options, batches)!;

    private static Histogram? HistogramOf(HistogramOptions options, params float[][] batches)
    {
        var builder = HistogramBuilder.Create(options);
        foreach (var batch in batches)
            Add(builder, batch);

        return builder.Snapshot();
    }

    private static void Add(HistogramBuilder builder, float[] batch)
    {
        builder.MakeRoom(batch.Min(MathF.Abs), HistogramKernel.LargestMagnitude(batch));
        builder.Count(batch);
    }
}
