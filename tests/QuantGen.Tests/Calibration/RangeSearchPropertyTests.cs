using FsCheck;
using FsCheck.Fluent;
using QuantGen.Calibration;
using QuantGen.Testing.Randomness;
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
        }).Holds();

    [Fact]
    public void PercentileKeepsItsShareToTheWidthOfABin() =>
        Prop.ForAll(SampleData.Arbitrary, Gen.Choose(0, 10_000).ToArbitrary(), KeepsItsShare).Holds();

    [Fact]
    public void PercentileKeepsItsShareWhereAValueLiesAtTheVeryEndOfItsBin()
    {
        // One value at 829.9998 widths of a bin, the other at 1180.04.
        var data = new SampleData(1571550740, Length: 2, SampleShape.FarFromZero, Exponent: -3);

        Assert.Equal(MathF.ScaleB(829, -17), RangeSearch.Percentile(Of(data), 39.84));
        Assert.True(KeepsItsShare(data, 3984));
    }

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
        }).Holds();

    [Fact]
    public void MseLossEqualsTheScalarForm() =>
        Prop.ForAll(SampleData.Arbitrary, Bits, static (data, bits) =>
        {
            var histogram = Of(data);
            var search = new MseSearch(histogram, bits, isUnsigned: false);
            return histogram.Edges.ToArray().Where(static (_, edge) => edge % 97 == 0).All(amax =>
                Math.Abs(search.Loss(amax) - search.LossScalar(amax)) <= 1e-12 * search.LossScalar(amax));
        }).Holds();

    [Fact]
    public void NoCandidateHasASmallerMseLossThanTheChoice() =>
        Prop.ForAll(SampleData.Arbitrary, Bits, static (data, bits) =>
        {
            var histogram = Of(data);
            var search = new MseSearch(histogram, bits, isUnsigned: false);
            var least = search.Loss(RangeSearch.Mse(histogram, bits, isUnsigned: false));
            return histogram.Centers().Skip(128).All(center => search.Loss(center) >= least);
        }).Holds();

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
        }).Holds();

    [Fact]
    public void ShareAboveARangeIsThatOfTheValuesFromTheNextEdgeOn() =>
        Prop.ForAll(SampleData.Arbitrary, Gen.Choose(0, 110).ToArbitrary(), static (data, percent) =>
        {
            var histogram = Of(data);
            var range = histogram.Largest * percent / 100;
            var edge = Math.Ceiling(range / (double)Width(histogram)) * Width(histogram);
            var clipped = range < histogram.Largest ? data.Values().Count(value => MathF.Abs(value) >= edge) : 0;
            return Math.Abs((histogram.ShareAbove(range) * data.Length) - clipped) <= 1e-6;
        }).Holds();

    // Fewer values than the share lie below the bin that a percentile begins, and with those in it no fewer. There is nothing to allow for
    // but the rounding of the sum of shares, which is far below one value: edges are whole multiples of a power of two, in float32 without rounding.
    private static bool KeepsItsShare(SampleData data, int share)
    {
        var histogram = Of(data);
        var range = RangeSearch.Percentile(histogram, share / 100.0);
        var magnitudes = data.Values().Select(MathF.Abs).ToList();
        var expected = share / 10_000.0 * data.Length;
        return magnitudes.Count(value => value < range) <= expected + 1e-6
            && magnitudes.Count(value => value < range + Width(histogram) || range == histogram.Largest) >= expected - 1e-6;
    }

    // The width of all bins but the last, which ends at the largest value: a mean of all would be too little.
    private static float Width(Histogram histogram) => histogram.Edges[1] - histogram.Edges[0];

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
