using FsCheck.Fluent;
using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

public sealed class HistogramCollectorTests
{
    [Fact]
    public void BinsFromZeroAndFromTheMinimumAgreeWhenTheMinimumIsZero()
    {
        // The peer's test of its two modes: 19 bins, four rounds, the range growing.
        var random = new Random(3);
        var fromZero = new HistogramCollector(new HistogramOptions { Bins = 19, Form = HistogramForm.FirstTensor });
        var fromMinimum = new HistogramCollector(new HistogramOptions { Bins = 19, Form = HistogramForm.FirstTensorFromMinimum });
        for (var round = 1; round <= 4; round++)
        {
            float[] values = [0f, .. Enumerable.Range(0, 692).Select(_ => round * random.NextSingle())];
            using var input = tensor(values, [11, 7, 3, 3]);
            fromZero.Collect(input);
            fromMinimum.Collect(input);
        }

        Assert.Equal(fromMinimum.Histogram()!.Counts.ToArray(), fromZero.Histogram()!.Counts.ToArray());
    }

    [Fact]
    public void LayoutOfATensorDoesNotMatter() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
        {
            using var scope = NewDisposeScope();
            random.manual_seed(seed);
            var input = randn(2, 17, 12, 11);
            var expected = Of(input);
            return new[]
            {
                input.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2),
                input.permute(3, 1, 0, 2),
                input.to(ScalarType.Float64),
                cat([input, input], 3).narrow(3, 0, 11),
            }.All(other => Of(other).SequenceEqual(expected));
        }).Holds();

    [Fact]
    public void ExpandedTensorsCountEveryElement()
    {
        using var one = tensor(new[] { 1f, 2f }).view(2, 1);
        using var input = one.expand(2, 500);

        Assert.Equal(1000, Of(input).Sum());
    }

    [Fact]
    public void HalfPrecisionIsCollectedInSinglePrecision()
    {
        using var input = tensor(new[] { 0.5f, -2f }).to(ScalarType.Float16);
        var collector = new HistogramCollector();
        collector.Collect(input);

        Assert.Equal(2f, collector.Histogram()!.Largest);
    }

    [Fact]
    public void RefusedDataLeavesTheHistogramAsItWas()
    {
        var collector = new HistogramCollector();
        using var good = tensor(new[] { 1f, 2f });
        using var bad = tensor(new[] { 100f, float.NaN, float.PositiveInfinity });
        collector.Collect(good);

        var error = Assert.Throws<CalibrationException>(() => collector.Collect(bad));

        Assert.StartsWith("The tensor holds NaN in 1 and infinity in 1 of its 3 values", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, collector.Count);
        Assert.Equal(2, collector.Histogram()!.Total);
        Assert.Equal(2f, collector.Histogram()!.Edges[^1]);
    }

    [Fact]
    public void AmaxOfEveryMethodIsAScalarThatTheCallerOwns()
    {
        var collector = new HistogramCollector();
        Assert.Null(collector.Amax(CalibrationMethod.Max, QuantDescriptor.Int8PerTensor));
        using var input = randn(1000);
        collector.Collect(input);

        foreach (var method in new[] { CalibrationMethod.Max, CalibrationMethod.Percentile(), CalibrationMethod.Mse(), CalibrationMethod.Entropy() })
        {
            using var amax = collector.Amax(method, QuantDescriptor.Int8PerTensor);
            Assert.Empty(amax!.shape);
            Assert.Equal(ScalarType.Float32, amax.dtype);
            Assert.InRange(amax.item<float>(), 1f, collector.Histogram()!.Largest);
        }
    }

    [Fact]
    public void SearchingChangesNothing()
    {
        var collector = new HistogramCollector();
        using var input = randn(1000);
        collector.Collect(input);
        var before = collector.Histogram()!.Counts.ToArray();
        using var amax = collector.Amax(CalibrationMethod.Entropy(), QuantDescriptor.Int8PerTensor);

        Assert.Equal(before, collector.Histogram()!.Counts.ToArray());
    }

    [Fact]
    public void ResetForgetsTheBinsToo()
    {
        var collector = new HistogramCollector();
        using var large = tensor(new[] { 100f });
        using var small = tensor(new[] { 1f });
        collector.Collect(large);
        collector.Reset();
        Assert.Null(collector.Histogram());
        collector.Collect(small);

        Assert.Equal(1f, collector.Histogram()!.Edges[^1]);
    }

    private static long[] Of(Tensor input)
    {
        var collector = new HistogramCollector(new HistogramOptions { Bins = 256 });
        collector.Collect(input);
        return collector.Histogram()!.Counts.ToArray();
    }
}
