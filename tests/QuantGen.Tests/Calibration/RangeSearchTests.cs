using QuantGen.Calibration;
using Xunit;

namespace QuantGen.Tests.Calibration;

/// <summary>The figures of pytorch-quantization's calibrator tests, and what a search does where that one fails.</summary>
public sealed class RangeSearchTests
{
    [Fact]
    public void PercentileOfAHundredStepsIsTheStepBelow()
    {
        float[] steps = [.. Enumerable.Range(0, 100).Select(static step => (float)step)];

        Assert.InRange(RangeSearch.Percentile(Of(1024, steps), 90), 89 - (100f / 1024), 89 + (100f / 1024));
        Assert.InRange(RangeSearch.Percentile(Of(2048, steps), 80), 79 - (100f / 2048), 79 + (100f / 2048));
    }

    [Fact]
    public void PercentileSpansTensorsOfDifferentRange()
    {
        float[] low = [.. Enumerable.Range(0, 50).Select(static step => (float)step)];
        float[] high = [.. Enumerable.Range(50, 50).Select(static step => (float)step)];

        Assert.InRange(RangeSearch.Percentile(Of(2048, low, high), 99), 98 - 0.1f, 98 + 0.1f);
    }

    [Fact]
    public void PercentileCanLeaveZerosOut()
    {
        var collector = new HistogramBuilderOf(new HistogramOptions { SkipZeros = true });
        var histogram = collector.Of([0, 0, 0, 0, 0, 1, 2, 3, 4, 5], [0, 0, 0, 0, 0, 6, 7, 8, 9, 10]);

        Assert.InRange(RangeSearch.Percentile(histogram, 50), 5 - (10f / 2048), 5 + (10f / 2048));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(25, 0)]
    [InlineData(25.001, 2)]
    [InlineData(50, 2)]
    [InlineData(50.001, 3)]
    [InlineData(100, 3)]
    public void PercentileIsTheLowerEdgeOfTheFirstBinThatReachesItExactly(double percentile, float expected) =>
        Assert.Equal(expected, RangeSearch.Percentile(new Histogram([1, 0, 1, 2, 0], [0, 1, 2, 3, 4, 5]), percentile));

    [Theory]
    [InlineData(-10)]
    [InlineData(200)]
    [InlineData(double.NaN)]
    public void PercentileOutsideItsRangeIsRefused(double percentile)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationMethod.Percentile(percentile));
        Assert.Throws<ArgumentOutOfRangeException>(() => RangeSearch.Percentile(Of(16, [1]), percentile));
    }

    [Fact]
    public void EntropyAndMseStayAtTheModeWhenASingleValueIsJustAbove()
    {
        var histogram = Of(2048, [0, 255, 255, 255, 255, 255], [0, 255, 255, 255, 255, 256]);

        Assert.InRange(RangeSearch.Entropy(histogram, 8, isUnsigned: false), 254.5f, 255.5f);
        Assert.InRange(RangeSearch.Mse(histogram, 8, isUnsigned: false), 254.5f, 255.5f);
    }

    [Fact]
    public void MseOfAnUnsignedQuantizerStaysAtTheMode()
    {
        var histogram = Of(2048, [0, 512, 512, 512, 512, 512], [0, 512, 512, 512, 512, 513]);

        Assert.InRange(RangeSearch.Mse(histogram, 8, isUnsigned: true), 511.5f, 512.5f);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public void EntropyClipsAnOutlierOfUniformData(bool isUnsigned, int batches)
    {
        var random = new Random(12345);
        var data = Enumerable.Range(0, batches).Select(batch => Uniform(random, outlier: 10 + batch)).ToArray();

        Assert.InRange(RangeSearch.Entropy(Of(2048, data), 8, isUnsigned), 0.9f, 1.1f);
    }

    [Fact]
    public void EntropyKeepsDataThatLiesAwayFromZero()
    {
        var random = new Random(1);
        float[] features = [.. Enumerable.Range(0, 5000).Select(_ => 8f + (float)random.NextDouble())];
        var histogram = Of(2048, features);

        var amax = RangeSearch.Entropy(histogram, 8, isUnsigned: false);

        Assert.InRange(amax, 8.8f, 9f);
        Assert.True(RangeSearch.Entropy(histogram, 8, isUnsigned: false, new EntropyMethod { PeerCompatible = true }) < 8.1f, "The peer clips it.");
    }

    [Fact]
    public void EntropyKeepsTheWholeRangeWhereNoCandidateKeepsEnough()
    {
        var histogram = Of(2048, [1, 2, 3, 4]);

        Assert.Equal(4f, RangeSearch.Entropy(histogram, 8, isUnsigned: false, new EntropyMethod(startBin: 128, stride: 1000) { MinimumKept = 1 }));
    }

    [Fact]
    public void SearchesOfNothingButZerosGiveZero()
    {
        var histogram = Of(2048, new float[100]);

        Assert.All(
            new[] { CalibrationMethod.Max, CalibrationMethod.Percentile(), CalibrationMethod.Mse(), CalibrationMethod.Entropy() },
            method => Assert.Equal(0, RangeSearch.Find(histogram, method, 8, isUnsigned: false)));
    }

    [Fact]
    public void FirstCandidateBeyondTheBinsIsAnErrorThatSaysSo()
    {
        var histogram = Of(64, [1, 2]);

        var mse = Assert.Throws<CalibrationException>(() => RangeSearch.Mse(histogram, 8, isUnsigned: false));
        var entropy = Assert.Throws<CalibrationException>(() => RangeSearch.Entropy(histogram, 8, isUnsigned: false));
        Assert.Equal("The mean-squared-error search begins at bin 128 but the histogram has 33 bins; give the method a smaller start bin.", mse.Message);
        Assert.Contains("begins at bin 128", entropy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MethodsAreEqualByValueAndPrintTheirName()
    {
        Assert.Equal(CalibrationMethod.Percentile(99.9), CalibrationMethod.Percentile(99.9));
        Assert.NotEqual(CalibrationMethod.Entropy(), CalibrationMethod.Entropy(minimumKept: 0.5));
        Assert.Equal("percentile 99.99, mse, entropy, max", $"{CalibrationMethod.Percentile()}, {CalibrationMethod.Mse()}, {CalibrationMethod.Entropy()}, {CalibrationMethod.Max}");
    }

    private static float[] Uniform(Random random, float outlier)
    {
        // The shape of the peer's test, 11 x 7 x 3 x 3.
        var values = new float[693];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle();

        values[100] = outlier;
        return values;
    }

    private static Histogram Of(int bins, params float[][] batches) =>
        new HistogramBuilderOf(new HistogramOptions { Bins = bins }).Of(batches);
}
