using QuantGen.Calibration;
using QuantGen.Testing.Golden;
using Xunit;

namespace QuantGen.Tests.Calibration;

public sealed class HistogramCalibrationGoldenTests
{
    // The tolerances of the README beside the vectors.
    private const double EdgeTolerance = 1e-6;
    private const double AmaxTolerance = 1e-6;
    private const double TieTolerance = 1e-6;
    private const long CountToleranceAfterGrowth = 2;

    [GoldenTheory("hist_calib")]
    [GoldenData("hist_calib")]
    public void BinsAfterEachBatchAreThePeers(GoldenCase vector)
    {
        var collector = new HistogramCollector(Options(vector));
        foreach (var (batch, trace) in vector["batches"].Items.Zip(vector["trace"].Items))
        {
            using var input = batch.Tensor();
            collector.Collect(input);

            var histogram = collector.Histogram()!;
            Assert.Equal(trace["bins"].Integer, histogram.Bins);
            AssertClose(trace["last_edge"].Number, histogram.Edges[^1], EdgeTolerance);
            AssertClose(trace["first_edge"].Number, histogram.Edges[0], EdgeTolerance);
        }
    }

    [GoldenTheory("hist_calib")]
    [GoldenData("hist_calib")]
    public void CountsAndEdgesAreThePeers(GoldenCase vector)
    {
        var histogram = Collect(vector).Histogram()!;
        if (!vector.Has("hist"))
            return;

        var (counts, edges) = (vector["hist"].Floats, vector["edges"].Floats);
        var tolerance = HasGrown(vector) ? CountToleranceAfterGrowth : 0;
        Assert.Equal(vector["total"].Number, histogram.Total);
        Assert.Equal(counts.Length, histogram.Bins);
        for (var i = 0; i < counts.Length; i++)
            Assert.InRange(histogram.Counts[i], (long)counts[i] - tolerance, (long)counts[i] + tolerance);
        for (var i = 0; i < edges.Length; i++)
            AssertClose(edges[i], histogram.Edges[i], EdgeTolerance);
    }

    [GoldenTheory("hist_calib")]
    [GoldenData("hist_calib")]
    public void RangesAreThePeers(GoldenCase vector)
    {
        if (!vector.Has("results"))
            return;

        var histogram = Collect(vector).Histogram()!;
        Assert.All(vector["results"].Items, result => AssertRange(result, histogram, HasGrown(vector)));
    }

    [GoldenTheory("hist_calib")]
    [GoldenData("hist_calib")]
    public void SkippingUndefinedDivergencesGivesThePeersRangeWithoutThem(GoldenCase vector)
    {
        if (!vector.Has("results"))
            return;

        var histogram = Collect(vector).Histogram()!;
        foreach (var result in vector["results"].Items.Where(static result => result.Has("amax_if_nan_skipped")))
        {
            var method = new EntropyMethod(result["start_bin"].Integer, result["stride"].Integer) { MinimumKept = 0 };
            var amax = RangeSearch.Entropy(histogram, result["bits"].Integer, result["unsigned"].Flag, method);
            AssertClose(result["amax_if_nan_skipped"].Number, amax, AmaxTolerance);
        }
    }

    [GoldenTheory("hist_calib")]
    [GoldenData("hist_calib")]
    public void DataOnWhichThePeerFailsIsCountedInFull(GoldenCase vector)
    {
        if (!vector.Has("error"))
            return;

        var all = vector["batches"].Items.SelectMany(static batch => batch.Floats).ToArray();
        if (!all.All(float.IsFinite))
        {
            Assert.Throws<CalibrationException>(() => Collect(vector));
            return;
        }

        var histogram = Collect(vector).Histogram()!;
        Assert.Equal(all.Count(value => value != 0 || !vector["skip_zeros"].Flag), histogram.Total);
        Assert.Equal(all.Max(MathF.Abs), histogram.Largest);
    }

    private static void AssertRange(GoldenValue result, Histogram histogram, bool hasGrown)
    {
        var bits = result.Has("bits") ? result["bits"].Integer : 8;
        var isUnsigned = result.Has("unsigned") && result["unsigned"].Flag;
        CalibrationMethod method = result["method"].Text switch
        {
            "percentile" => new PercentileMethod(result["percentile"].Number),
            "mse" => new MseMethod(result["start_bin"].Integer, result["stride"].Integer),
            _ => new EntropyMethod(result["start_bin"].Integer, result["stride"].Integer) { PeerCompatible = true },
        };
        var expected = result["amax"].Number;
        var actual = RangeSearch.Find(histogram, method, bits, isUnsigned);
        var width = (double)histogram.Edges[1] - histogram.Edges[0];
        var tolerance = Math.Max(AmaxTolerance * expected, hasGrown ? width : 0);
        if (Math.Abs(actual - expected) > tolerance && !IsTie(result, histogram, bits, isUnsigned, actual))
            Assert.Fail($"{method}, {bits} bits: {actual} is not within {tolerance} of {expected}.");
    }

    // Two candidates whose own objectives agree to a millionth are both right.
    private static bool IsTie(GoldenValue result, Histogram histogram, int bits, bool isUnsigned, float actual)
    {
        if (result["method"].Text == "percentile")
            return false;

        if (result["method"].Text == "mse")
        {
            var mse = new MseSearch(histogram, bits, isUnsigned);
            return IsClose(mse.Loss((float)result["amax"].Number), mse.Loss(actual), TieTolerance);
        }

        var entropy = new EntropySearch(histogram, bits, isUnsigned);
        return IsClose(entropy.Divergence(result["bin"].Integer), entropy.Divergence(histogram.Edges.IndexOf(actual)), TieTolerance);
    }

    private static HistogramCollector Collect(GoldenCase vector)
    {
        var collector = new HistogramCollector(Options(vector));
        foreach (var batch in vector["batches"].Items)
        {
            using var input = batch.Tensor();
            collector.Collect(input);
        }

        return collector;
    }

    private static HistogramOptions Options(GoldenCase vector) => new()
    {
        Bins = vector["num_bins"].Integer,
        MaximumBins = HistogramOptions.Unlimited,
        SkipZeros = vector["skip_zeros"].Flag,
        Form = vector["torch_hist"].Flag ? HistogramForm.FirstTensor : HistogramForm.FirstTensorFromMinimum,
    };

    private static bool HasGrown(GoldenCase vector) =>
        vector["trace"].Items.Any(trace => trace["bins"].Integer != vector["num_bins"].Integer);

    private static void AssertClose(double expected, double actual, double relative) =>
        Assert.True(IsClose(expected, actual, relative), $"{actual} is not {expected} to {relative} of it.");

    private static bool IsClose(double expected, double actual, double relative) => Math.Abs(actual - expected) <= relative * Math.Abs(expected);
}
