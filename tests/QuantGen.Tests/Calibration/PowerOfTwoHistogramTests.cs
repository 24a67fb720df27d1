using FsCheck;
using FsCheck.Fluent;
using QuantGen.Calibration;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

/// <summary>The histogram is a function of the values alone: whatever their order, however they are cut into tensors and shards.</summary>
public sealed class PowerOfTwoHistogramTests
{
    private static readonly CalibrationMethod[] Methods =
        [CalibrationMethod.Max, CalibrationMethod.Percentile(), CalibrationMethod.Percentile(90), CalibrationMethod.Mse(), CalibrationMethod.Entropy()];

    // Values of any kind, some of them of the ends of float32's range.
    private static readonly Arbitrary<(SampleData Data, float[] Extremes)> Data = (
        from data in SampleData.Arbitrary.Generator
        from extremes in Gen.Elements(
            0f, -0f, float.Epsilon, -3 * float.Epsilon, 1.1754942E-38f, 1.1754944E-38f, 2.4e-35f, 1f, 1023.9999f, 1024f, -2048f, 1e38f, float.MaxValue, -float.MaxValue)
            .ArrayOf()
        from mostly in Gen.Choose(0, 3)
        select (data, mostly == 0 ? extremes : [.. extremes.Where(static value => MathF.Abs(value) < 1e4f)])).ToArbitrary();

    private static readonly Arbitrary<HistogramOptions> Options = (
        from bins in Gen.Elements(2, 3, 16, 1000, 2048, 70_000)
        from skipZeros in Gen.Elements(false, true)
        select new HistogramOptions { Bins = bins, SkipZeros = skipZeros }).ToArbitrary();

    [Fact]
    public void OrderAndSplitChangeNothing() =>
        Prop.ForAll(Data, Options, Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static (data, options, seed) =>
        {
            float[] values = [.. data.Data.Values(), .. data.Extremes];
            var whole = Of(options, [values]);
            return Same(whole, Of(options, Pieces(values, seed))) && Same(whole, Merged(options, Pieces(values, seed), seed));
        }).Holds();

    [Fact]
    public void OrderAndSplitChangeNoRange() =>
        Prop.ForAll(Data, Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), Gen.Choose(2, 8).ToArbitrary(), static (data, seed, bits) =>
        {
            float[] values = [.. data.Data.Values(), .. data.Extremes];
            var (whole, pieces) = (Of(HistogramOptions.Default, [values])!, Merged(HistogramOptions.Default, Pieces(values, seed), seed)!);
            return Methods.All(method => RangeSearch.Find(whole, method, bits, isUnsigned: false) == RangeSearch.Find(pieces, method, bits, isUnsigned: false));
        }).Holds();

    [Fact]
    public void HistogramIsThatOfItsDefinition() =>
        Prop.ForAll(Data, Options, static (data, options) =>
        {
            float[] values = [.. data.Data.Values().Concat(data.Extremes).Where(value => value != 0 || !options.SkipZeros).Select(MathF.Abs)];
            var actual = Of(options, [[.. data.Data.Values(), .. data.Extremes]]);
            if (values.Length == 0)
                return actual is null;

            var largest = values.Max();
            var exponent = -126;
            while (largest >= options.Bins * Math.ScaleB(1, exponent))
                exponent++;

            var counts = new long[options.Bins];
            foreach (var value in values)
                counts[(int)Math.Floor(Math.ScaleB(value, -exponent))]++;

            return actual!.Largest == largest
                && actual.Counts.SequenceEqual(counts.AsSpan(0, actual.Bins))
                && actual.Total == values.Length
                && (exponent == -126 || actual.Bins > options.Bins / 2);
        }).Holds();

    [Fact]
    public void EdgesAreMultiplesOfAPowerOfTwoUpToTheLargestValue()
    {
        var histogram = Of(new HistogramOptions { Bins = 8 }, [[0.5f, 4f, 5.25f]])!;

        Assert.Equal([0, 1, 2, 3, 4, 5, 5.25f], histogram.Edges.ToArray());
        Assert.Equal([1, 0, 0, 0, 1, 1], histogram.Counts.ToArray());
    }

    [Fact]
    public void ZerosAndValuesThatNoQuantizerTellsFromZeroHaveARangeByEveryMethod()
    {
        foreach (var values in new float[][] { [0, -0f, 0], [float.Epsilon, 0], [1e-37f, 3e-38f] })
        {
            var histogram = Of(HistogramOptions.Default, [values])!;
            Assert.All(Methods, method => Assert.InRange(RangeSearch.Find(histogram, method, 8, isUnsigned: false), 0, histogram.Edges[^1]));
            Assert.Equal(values.Max(MathF.Abs), RangeSearch.Find(histogram, CalibrationMethod.Max, 8, isUnsigned: false));
        }
    }

    [Fact]
    public void LargestFloatsHaveRangesNearThemselves()
    {
        var histogram = Of(HistogramOptions.Default, [[float.MaxValue, -float.MaxValue, 3e38f, 1e38f]])!;

        Assert.All(Methods.Where(static method => method is not PercentileMethod { Value: < 99 }), method =>
            Assert.InRange(RangeSearch.Find(histogram, method, 8, isUnsigned: false), 2.9e38f, float.MaxValue));
    }

    [Fact]
    public void AFirstTensorOfZerosIsAsIfItCameLast()
    {
        Assert.True(Same(
            Of(HistogramOptions.Default, [new float[5000], [1, 2, 3]]),
            Of(HistogramOptions.Default, [[1, 2, 3], new float[5000]])));
    }

    private static bool Same(Histogram? left, Histogram? right) => (left, right) switch
    {
        (null, null) => true,
        ({ } first, { } second) => first.Counts.SequenceEqual(second.Counts) && first.Edges.SequenceEqual(second.Edges) && first.Largest == second.Largest,
        _ => false,
    };

    // Shuffled, then cut at random places.
    private static float[][] Pieces(float[] values, int seed)
    {
        var random = new Random(seed);
        float[] shuffled = [.. values];
        random.Shuffle(shuffled);
        int[] cuts = [0, .. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(values.Length + 1)).Order(), values.Length];
        return [.. cuts.Zip(cuts.Skip(1)).Where(static cut => cut.First < cut.Second).Select(cut => shuffled[cut.First..cut.Second])];
    }

    private static Histogram? Of(HistogramOptions options, float[][] tensors) => Collected(options, tensors).Histogram();

    private static Histogram? Merged(HistogramOptions options, float[][] tensors, int seed)
    {
        var states = tensors.Select(values => Collected(options, [values]).State()).ToArray();
        new Random(seed).Shuffle(states);
        var merged = new HistogramCollector(options);
        foreach (var state in states)
            merged.Add(state);

        return merged.Histogram();
    }

    private static HistogramCollector Collected(HistogramOptions options, float[][] tensors)
    {
        var collector = new HistogramCollector(options);
        foreach (var values in tensors)
        {
            using var input = tensor(values);
            collector.Collect(input);
        }

        return collector;
    }
}
