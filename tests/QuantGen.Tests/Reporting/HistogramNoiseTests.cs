using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Reporting.Measuring;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Reporting;

public sealed class HistogramNoiseTests
{
    [Theory]
    [InlineData(8, 1.0f)]
    [InlineData(8, 0.6f)]
    [InlineData(8, 0.2f)]
    [InlineData(4, 0.9f)]
    [InlineData(12, 1.0f)]
    public void TheEstimateIsCloseToTheErrorOfTheValues(int bits, float part)
    {
        random.manual_seed(3);
        using var values = randn(200_000).relu();
        var collector = new HistogramCollector();
        collector.Collect(values);
        var histogram = collector.Histogram()!;
        var amax = histogram.Largest * part;

        var estimate = HistogramNoise.Sqnr(histogram, amax, NumberFormat.Integer(bits, narrowRange: true));
        using var range = tensor(amax);
        using var quantized = FakeQuantization.Apply(values, range, bits);
        var meter = new NoiseMeter();
        meter.Add(values, quantized);

        Assert.Equal(meter.Sqnr!.Value, estimate!.Value, 0.3);
    }

    [Fact]
    public void E4M3IsEstimatedToo()
    {
        random.manual_seed(3);
        using var values = randn(100_000);
        var collector = new HistogramCollector();
        collector.Collect(values);
        var histogram = collector.Histogram()!;

        using var range = tensor(histogram.Largest);
        using var quantized = FakeQuantization.ApplyE4M3(values, range);
        var meter = new NoiseMeter();
        meter.Add(values, quantized);

        Assert.Equal(meter.Sqnr!.Value, HistogramNoise.Sqnr(histogram, histogram.Largest, NumberFormat.E4M3)!.Value, 0.5);
    }

    [Fact]
    public void DegenerateHistogramsHaveNoRatio()
    {
        var zeros = new Histogram([5], [0, 0]);

        Assert.Null(HistogramNoise.Sqnr(zeros, 0, NumberFormat.Integer(8)));
        Assert.Null(HistogramNoise.Sqnr(new Histogram([0, 0], [0, 1, 2]), 1, NumberFormat.Integer(8)));
        Assert.Null(HistogramNoise.Sqnr(new Histogram([1, 1], [0, 1, 2]), 2, NumberFormat.Integer(1)));
        Assert.Equal(0, HistogramNoise.Sqnr(new Histogram([1, 1], [0, 1, 2]), 0, NumberFormat.Integer(8)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(160)]
    [InlineData(161)]
    [InlineData(2048)]
    [InlineData(16384)]
    public void FewBinsHoldWhatManyHeld(int bins)
    {
        long[] counts = [.. Enumerable.Range(0, bins).Select(static bin => (long)bin % 7)];
        float[] edges = [.. Enumerable.Range(0, bins + 1).Select(static bin => (float)bin)];
        counts[^1] = 1;
        var report = HistogramFigures.Of(new Histogram(counts, edges), NumberFormat.Integer(8), amax: 1);

        Assert.InRange(report.Counts.Count, 1, HistogramFigures.MaximumBins);
        Assert.Equal(report.Counts.Count + 1, report.Edges.Count);
        Assert.Equal(counts.Sum(), report.Counts.Sum());
        Assert.Equal(bins, report.Edges[^1]);
        Assert.Equal(4, report.Ranges.Count);
    }
}
