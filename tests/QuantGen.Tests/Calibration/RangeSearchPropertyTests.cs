using FsCheck;
using FsCheck.Fluent;
using QuantGen.Calibration;
using Xunit;

namespace QuantGen.Tests.Calibration;

public sealed class RangeSearchPropertyTests
{
    private static readonly Arbitrary<int> Bits = Gen.Choose(2, 10).ToArbitrary();

    [Fact]
    public void PercentileDoesNotFallAsTheShareRises() =>
        Prop.ForAll(SampleData.Arbitrary, static data =>
        {
            var histogram = Of(data);
            var ranges = new[] { 0, 1, 10, 50, 90, 99, 99.9, 99.99, 100 }.Select(share => RangeSearch.Percentile(histogram, share)).ToList();
            return ranges.Zip(ranges.Skip(1)).All(static pair => pair.First <= pair.Second);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void PercentileKeepsItsShareToTheWidthOfABin() =>
        Prop.ForAll(SampleData.Arbitrary, Gen.Choose(0, 10_000).ToArbitrary(), static (data, share) =>
        {
            var histogram = Of(data);
            var width = histogram.Edges[^1] / histogram.Bins;
            var range = RangeSearch.Percentile(histogram, share / 100.0) + (1.0001 * width);
            var kept = data.Values().Count(value => MathF.Abs(value) <= range);
            return kept >= (share / 10_000.0 * data.Length) - 1e-6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryRangeLiesWithinTheData() =>
        Prop.ForAll(SampleData.Arbitrary, Bits, static (data, bits) =>
        {
            var histogram = Of(data);
            CalibrationMethod[] methods =
            [
                CalibrationMethod.Max, CalibrationMethod.Percentile(), CalibrationMethod.Mse(), CalibrationMethod.Entropy(),
                new EntropyMethod { PeerCompatible = true },
            ];
            return methods.All(method => RangeSearch.Find(histogram, method, bits, isUnsigned: false) is >= 0 and var range && range <= histogram.Edges[^1]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void MseLossEqualsTheScalarForm() =>
        Prop.ForAll(SampleData.Arbitrary, Bits, static (data, bits) =>
        {
            var histogram = Of(data);
            var search = new MseSearch(histogram, bits, isUnsigned: false);
            return histogram.Edges.ToArray().Where(static (_, edge) => edge % 97 == 0).All(amax =>
                Math.Abs(search.Loss(amax) - search.LossScalar(amax)) <= 1e-12 * search.LossScalar(amax));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void NoCandidateHasASmallerMseLossThanTheChoice() =>
        Prop.ForAll(SampleData.Arbitrary, Bits, static (data, bits) =>
        {
            var histogram = Of(data);
            var search = new MseSearch(histogram, bits, isUnsigned: false);
            var least = search.Loss(RangeSearch.Mse(histogram, bits, isUnsigned: false));
            return histogram.Centers().Skip(128).All(center => search.Loss(center) >= least);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void DivergenceEqualsItsDefinition() =>
        Prop.ForAll(SampleData.Arbitrary, Gen.Choose(2, 8).ToArbitrary(), static (data, bits) =>
        {
            var histogram = Of(data);
            var search = new EntropySearch(histogram, bits, isUnsigned: false);
            return Enumerable.Range(1, histogram.Bins).Where(static kept => kept % 61 == 0 || kept < 20).All(kept =>
            {
                var (expected, actual) = (Divergence(histogram.Counts.ToArray(), kept, 1 << (bits - 1)), search.Divergence(kept));
                return expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-9;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ShareAboveARangeCountsWhatItClipsToTheWidthOfABin() =>
        Prop.ForAll(SampleData.Arbitrary, Gen.Choose(0, 110).ToArbitrary(), static (data, percent) =>
        {
            var histogram = Of(data);
            var range = histogram.Largest * percent / 100;
            var width = 1.0001f * histogram.Edges[^1] / histogram.Bins;
            var magnitudes = data.Values().Select(MathF.Abs).ToList();
            var share = histogram.ShareAbove(range) * data.Length;
            return share <= magnitudes.Count(value => value >= range - width) + 1e-6
                && share >= magnitudes.Count(value => value > range + width) - 1e-6;
        }).QuickCheckThrowOnFailure();

    // The text book form, which builds both distributions for every candidate.
    private static double Divergence(long[] counts, int kept, int levels)
    {
        counts[0] = counts[1];
        double total = counts.Sum();
        var q = new double[kept];
        foreach (var group in Enumerable.Range(0, kept).Where(bin => counts[bin] > 0).GroupBy(bin => (long)bin * levels / kept))
        {
            foreach (var bin in group)
                q[bin] = group.Average(member => (double)counts[member]);
        }

        var p = counts.Take(kept).Select(static count => (double)count).ToArray();
        p[^1] += counts.Skip(kept).Sum();
        var sum = q.Sum();
        return sum == 0
            ? double.NaN
            : Enumerable.Range(0, kept).Where(bin => p[bin] > 0).Sum(bin => p[bin] / total * Math.Log(p[bin] / total / (q[bin] / sum)));
    }

    private static Histogram Of(SampleData data) => new HistogramBuilderOf(HistogramOptions.Default).Of(data.Values());
}
