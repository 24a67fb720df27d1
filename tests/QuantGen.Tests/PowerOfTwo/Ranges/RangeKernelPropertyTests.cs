using FsCheck.Fluent;
using QuantGen.PowerOfTwo;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

public sealed class RangeKernelPropertyTests
{
    [Fact]
    public void EverySecondValueOfEverySecondRow() => Check(static values =>
    {
        for (var columns = 1; columns < 70; columns += columns < 20 ? 1 : 7)
        {
            var rows = Math.Min(values.Length / columns, 9);
            foreach (var (row, column) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
            {
                var expected = values.Take(rows * columns).Where((_, i) => i / columns % 2 == row && i % columns % 2 == column).ToArray();
                var target = new float[expected.Length + 1];
                EverySecond(values.AsSpan(Math.Min(row * columns, values.Length)), columns, column, (rows - row + 1) / 2, target);
                Assert.Equal([.. expected, 0], target);
            }
        }
    });

    [Fact]
    public void TheLowestAndTheHighestValue() => Check(static values =>
    {
        Assert.True(RangeKernel.TryMinMax(values, out var low, out var high));
        Assert.Equal(values.Min(), low);
        Assert.Equal(values.Max(), high);
    });

    [Fact]
    public void AValueThatIsNotFiniteIsSeenWhereverItStands() => Check(static values =>
    {
        foreach (var value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            var changed = values.ToArray();
            changed[values.Length * 7 / 11] = value;
            Assert.False(RangeKernel.TryMinMax(changed, out _, out _));
        }
    });

    [Fact]
    public void BinsEqualThoseOfComposedOperators() => Check(static values =>
    {
        using var scope = NewDisposeScope();
        var (low, width) = (values.Min(), values.Max() - values.Min());
        if (width == 0)
            return;

        var indices = new ushort[values.Length];
        RangeKernel.Bins(values, low, width, indices);
        var bins = ((tensor(values) - low) * 255f / tensor(width)).round().to(ScalarType.Int64);
        Assert.Equal(bins.data<long>().ToArray(), indices.Select(static index => (long)index));
        Assert.Equal(indices.Select(static index => (int)index), values.Select(value => RangeKernel.Bin(value, low, width)));
    });

    [Fact]
    public void ValuesThatAreNotBetweenTwoOthersAreCopied() => Check(static values =>
    {
        var target = new float[values.Length];
        foreach (var (from, to) in new[] { (-0.5f, 0.75f), (1f, -1f), (float.PositiveInfinity, float.NegativeInfinity), (float.MinValue, float.MaxValue) })
        {
            var count = RangeKernel.CopyOutside(values, from, to, target);
            Assert.Equal(values.Where(value => !(value >= from && value <= to)), target.Take(count).Where(value => !(value >= from && value <= to)));
        }
    });

    [Fact]
    public void WhatIsNotCountedDoesNotMatter() => Check(static values =>
    {
        var (low, high) = (values.Min(), values.Max());
        if (low == high)
            return;

        var counts = new long[TailClipping.Bins];
        foreach (var value in values)
            counts[RangeKernel.Bin(value, low, high - low)]++;

        foreach (var tail in new[] { 0.01, 0.1, 1, 10, 49 })
        {
            var histogram = new TailHistogram(low, high, tail, values.Length);
            histogram.Add(values);
            Assert.Equal(TailClipping.Range(counts, values.Length, low, high, tail), histogram.Range());
        }
    });

    [Fact]
    public void TheRangeEqualsThatOfComposedOperators() => Check(static values =>
    {
        using var scope = NewDisposeScope();
        var side = (int)Math.Sqrt(values.Length / 6.0);
        var images = tensor(values).narrow(0, 0, 6 * side * side).reshape(2, 3, side, side);
        foreach (var tail in new[] { 0, 0.01, 1, 20 })
        {
            var input = side == 0 ? tensor(values) : images;
            Assert.Equal(RangeOperators.Of(input, tail, (ulong)values.Length), BatchRange.Of(input, tail, (ulong)values.Length));
        }
    });

    [Fact]
    public void TheRangeLiesWithinTheValuesAndLeavesLessThanTheTailOutside() => Check(static values =>
    {
        using var scope = NewDisposeScope();
        foreach (var tail in new[] { 0.01, 1, 10, 49 })
        {
            var (low, high) = BatchRange.Of(tensor(values), tail, key: 0);
            Assert.InRange(low, values.Min(), values.Max());
            Assert.InRange(high, low, values.Max());

            // Half a bin at each end is within a bin that was cut off.
            var half = (values.Max() - values.Min()) / 509.0;
            Assert.True(100.0 * values.Count(value => value < low - half) <= tail * values.Length);
            Assert.True(100.0 * values.Count(value => value > high + half) <= tail * values.Length);
        }
    });

    [Fact]
    public void TheOrderOfValuesDoesNotMatter() => Check(static values =>
    {
        using var scope = NewDisposeScope();
        var shuffled = values.ToArray();
        new Random(values.Length).Shuffle(shuffled);
        Assert.Equal(BatchRange.Of(tensor(values), 1, key: 0), BatchRange.Of(tensor(shuffled), 1, key: 0));
    });

    private static unsafe void EverySecond(ReadOnlySpan<float> rows, int columns, int column, int count, float[] target)
    {
        fixed (float* source = rows, places = target)
            RangeKernel.EverySecond(source, columns, column, count, places);
    }

    private static void Check(Action<float[]> property)
    {
        var samples = from seed in Gen.Choose(0, int.MaxValue - 1)
                      from length in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(120, 700), Gen.Choose(4090, 40000))
                      from kind in Gen.Choose(0, 4)
                      select Values(new Random(seed), length, kind);
        Prop.ForAll(samples.ToArbitrary(), property).Holds(times: 300);
    }

    private static float[] Values(Random random, int length, int kind) => [.. Enumerable.Range(0, length).Select(_ => kind switch
    {
        0 => (random.NextSingle() * 5) - 2,
        1 => Math.Max(0, (random.NextSingle() * 5) - 3),
        2 => random.Next(-255, 256) / 2f,
        3 => 1e6f + (random.NextSingle() * 4),
        _ => MathF.Exp(random.NextSingle() * 40) * (random.Next(2) - 0.5f),
    })];
}
