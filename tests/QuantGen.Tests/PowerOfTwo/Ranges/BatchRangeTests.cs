using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

/// <summary>The histogram vectors of section 1.1, and its guards.</summary>
public sealed class BatchRangeTests
{
    private const double Tail = 0.01;

    [Fact]
    public void Section11OneOutlierOfTwentyThousandIsCutOff()
    {
        var (low, high) = Range([.. Ramp(20000, 4), 100]);
        Assert.Equal(0, low);
        Assert.Equal(4.31372549f, high, 1e-6f);
        Assert.Equal(8, ClipBound.Of(low, high, new Pact2Options()).Value);
        Assert.Equal(128, ClipBound.Of(0, 100, new Pact2Options()).Value);
    }

    [Fact]
    public void Section11ThreeOutliersOfTwentyThousandAreMoreThanTheTail() => Assert.Equal((0, 100), Range([.. Ramp(20000, 4), 100, 100, 100]));

    [Fact]
    public void Section11OneValueOfASmallTensorIsMoreThanTheTail() => Assert.Equal((0, 100), Range([.. Ramp(5000, 4), 100]));

    [Fact]
    public void Section11OneOutlierBelow()
    {
        var values = Enumerable.Range(0, 40001).Select(static i => (float)(-2 + (i * 4.0 / 40000)));
        var (low, high) = Range([.. values, -50]);
        Assert.Equal(-2.28235f, low, 1e-5f);
        Assert.Equal(2, high);
        Assert.Equal(new ClipBound(Signed: true, 4), ClipBound.Of(low, high, new Pact2Options()));
    }

    [Fact]
    public void Section11UniformWithATailOfOnePercent()
    {
        var (low, high) = Range([.. Enumerable.Range(0, 1001).Select(static i => i / 1000f)], tail: 1);
        Assert.Equal(0.0078431f, low, 1e-7f);
        Assert.Equal(0.9921569f, high, 1e-7f);
    }

    [Fact]
    public void ATailMustBeLessThanTheLimit()
    {
        // One of ten thousand is 0.01 %, one of ten thousand and one is less.
        Assert.Equal(100, Range([.. Ramp(9999, 4), 100]).High);
        Assert.Equal(4.31372549f, Range([.. Ramp(10000, 4), 100]).High, 1e-6f);
    }

    [Fact]
    public void WithoutATailTheRangeIsFromTheLowestToTheHighestValue() => Assert.Equal((-7, 100), Range([.. Ramp(20000, 4), 100, -7], tail: 0));

    [Theory]
    [InlineData(0f)]
    [InlineData(3.5f)]
    [InlineData(-3.5f)]
    public void EqualValuesHaveARangeOfOneNumber(float value)
    {
        Assert.Equal((value, value), Range([.. Enumerable.Repeat(value, 1000)]));
        Assert.Equal((value, value), Range([value]));
    }

    [Fact]
    public void NumbersAtTheEndsOfFloatHaveARange()
    {
        Assert.Equal((-3e38f, 3e38f), Range([.. Ramp(20000, 4), 3e38f, -3e38f]));
        var (low, high) = Range([.. Enumerable.Range(0, 20000).Select(static i => i * float.Epsilon)]);
        Assert.InRange(low, 0, 100 * float.Epsilon);
        Assert.InRange(high, 19900 * float.Epsilon, 19999 * float.Epsilon);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void ValuesWithoutARangeAreRefused(float value)
    {
        foreach (var place in new[] { 0, 7, 50, 99 })
        {
            var values = Ramp(100, 4);
            values[place] = value;
            Assert.Throws<QuantizationException>(() => Range(values));
            Assert.Throws<QuantizationException>(() => Range(values, tail: 0));
        }
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(5, 4, false)]
    [InlineData(4, 5, false)]
    [InlineData(8, 9, true)]
    public void OfLargerImagesEverySecondRowAndColumnCounts(int height, int width, bool thinned)
    {
        using var scope = NewDisposeScope();
        for (var key = 0UL; key < 4; key++)
        {
            var (row, column) = Subsample.Start(key);
            var images = ones(2, 3, height, width);
            images[1, 2, row, column] = 5;
            images[0, 1, 1 - row, column] = 7;
            images[0, 1, row, 1 - column] = -7;
            Assert.Equal(thinned ? (1, 5) : (-7, 7), BatchRange.Of(images, Tail, key));
            Assert.Equal((-7, 7), BatchRange.Of(images, tail: 0, key));
        }
    }

    [Fact]
    public void EveryLayoutAndTypeGivesTheSameRange()
    {
        using var scope = NewDisposeScope();
        var images = rand([3, 5, 20, 31], generator: new Generator(4)).mul(1024).round().div(1024);
        images[0, 0, 0, 0] = 90;
        images[0, 0, 1, 1] = 90;
        for (var key = 0UL; key < 4; key++)
        {
            var expected = BatchRange.Of(images, 1, key);
            Assert.True(expected.High < 90);
            Assert.Equal(expected, BatchRange.Of(images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2), 1, key));
            Assert.Equal(expected, BatchRange.Of(images.permute(3, 2, 0, 1).contiguous().permute(2, 3, 1, 0), 1, key));
            Assert.Equal(expected, BatchRange.Of(images.to(ScalarType.Float64), 1, key));
            Assert.Equal(expected, BatchRange.Of(images.repeat_interleave(2, 1)[TensorIndex.Colon, TensorIndex.Slice(step: 2)], 1, key));
        }
    }

    [Fact]
    public void KeysFollowFromSeedAndBatchAndTakeAllStarts()
    {
        Assert.Equal(Subsample.Key(3, 9), Subsample.Key(3, 9));
        foreach (var seed in new[] { 0L, 1, -5, long.MaxValue })
        {
            var starts = Enumerable.Range(0, 400).Select(batch => Subsample.Start(Subsample.Key(seed, batch))).CountBy(static start => start).ToList();
            Assert.Equal(4, starts.Count);
            Assert.All(starts, static start => Assert.InRange(start.Value, 60, 140));
        }

        Assert.NotEqual(
            Enumerable.Range(0, 40).Select(static batch => Subsample.Start(Subsample.Key(1, batch))),
            Enumerable.Range(0, 40).Select(static batch => Subsample.Start(Subsample.Key(2, batch))));
    }

    private static float[] Ramp(int count, double end) => [.. Enumerable.Range(0, count).Select(i => (float)(end * i / count))];

    private static (float Low, float High) Range(float[] values, double tail = Tail)
    {
        using var scope = NewDisposeScope();
        return BatchRange.Of(tensor(values), tail, key: 0);
    }
}
