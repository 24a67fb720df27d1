using QuantGen.LowBit;
using QuantGen.Quantizers.Kernels;
using Xunit;

namespace QuantGen.Tests.LowBit.LqNets;

public sealed class LqKernelTests
{
    [Theory]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(8, false)]
    [InlineData(256, true)]
    public void EveryRegisterWidthEqualsOneValueAfterTheOther(int levels, bool halfRange)
    {
        var random = new Random(levels);
        for (var trial = 0; trial < 20; trial++)
        {
            var table = TableOf(levels, halfRange, random);
            var values = Values(random.Next(1, 3000), table, random);
            var expected = OneByOne(values, table);
            AreEqual(expected, Run<ScalarLane>(values, table));
            AreEqual(expected, Run<Lanes128>(values, table));
            AreEqual(expected, Run<Lanes256>(values, table));
            AreEqual(expected, Run<Lanes512>(values, table));
        }
    }

    [Fact]
    public void WhatIsNotCountedIsQuantizedAlike()
    {
        var random = new Random(1);
        var table = TableOf(4, halfRange: true, random);
        var values = Values(777, table, random);
        var counted = Run<Lanes512>(values, table);
        var uncounted = Run<Lanes512>(values, table, counts: false, record: false);
        Assert.Equal(counted.Results, uncounted.Results);
        Assert.Equal(KernelOutcome.None, uncounted.Met & KernelOutcome.Clipped);
    }

    private static LqTable TableOf(int levels, bool halfRange, Random random)
    {
        var codes = LqCodes.Of(levels, halfRange);
        var basis = new float[codes.Vectors];
        for (var j = 0; j < basis.Length; j++)
            basis[j] = (random.NextSingle() * 2) - 0.5f;

        return LqTable.Of(codes, basis, 0.5);
    }

    private static float[] Values(int count, LqTable table, Random random)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = random.Next(40) switch
            {
                0 => table.Thresholds(0)[random.Next(table.Codes.Levels - 1)],
                1 => table.Levels(0)[random.Next(table.Codes.Levels)],
                2 => 0,
                _ => (random.NextSingle() * 8) - 2,
            };
        }

        if (random.Next(4) == 0)
            values[random.Next(count)] = float.NaN;

        return values;
    }

    private static Passed OneByOne(float[] values, LqTable table)
    {
        var levels = table.Levels(0);
        var (counts, sums) = (new long[levels.Length], new double[levels.Length]);
        var (results, bits) = (new float[values.Length], new ulong[(values.Length + 63) / 64]);
        var outcome = KernelOutcome.None;
        for (var i = 0; i < values.Length; i++)
        {
            var place = 0;
            foreach (var threshold in table.Thresholds(0))
                place += values[i] > threshold ? 1 : 0;

            results[i] = levels[place];
            for (var k = 0; k <= place; k++)
            {
                counts[k]++;
                sums[k] += values[i];
            }

            if (!(values[i] < levels[^1]))
            {
                bits[i / 64] |= 1UL << (i % 64);
                outcome |= KernelOutcome.Clipped;
            }

            if (float.IsNaN(values[i]))
                outcome |= KernelOutcome.NotFinite;
        }

        return new Passed(results, bits, counts, sums, outcome);
    }

    private static unsafe Passed Run<TLanes>(float[] values, LqTable table, bool counts = true, bool record = true)
        where TLanes : struct, ILanes<TLanes>
    {
        var levels = table.Codes.Levels;
        var (numbers, sums) = (new long[counts ? levels : 0], new double[counts ? levels : 0]);
        var (results, bits) = (new float[values.Length], new ulong[(values.Length + 63) / 64]);
        fixed (float* source = values, target = results)
        fixed (ulong* words = bits)
        {
            var outcome = LqKernel.Run<TLanes>(
                source, target, record ? words : null, values.Length, table.Levels(0), table.Thresholds(0), numbers, sums);
            return new Passed(results, bits, numbers, sums, outcome);
        }
    }

    private static void AreEqual(Passed expected, Passed actual)
    {
        Assert.Equal(expected.Results, actual.Results);
        Assert.Equal(expected.Bits, actual.Bits);
        Assert.Equal(expected.Counts, actual.Counts);
        Assert.Equal(expected.Met, actual.Met);
        foreach (var (left, right) in expected.Sums.Zip(actual.Sums))
            Assert.True(left.Equals(right) || Math.Abs(left - right) <= 2e-6 * expected.Results.Length, $"{left} and {right}");
    }

    private sealed record Passed(float[] Results, ulong[] Bits, long[] Counts, double[] Sums, KernelOutcome Met);
}
