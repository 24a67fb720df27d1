using FsCheck.Fluent;
using QuantGen.Calibration;
using QuantGen.Testing.Randomness;
using Xunit;

namespace QuantGen.Tests.Calibration;

public sealed class HistogramKernelTests
{
    [Fact]
    public void LargestMagnitudeEqualsTheScalarForm() =>
        Prop.ForAll(SampleData.Arbitrary, static data =>
        {
            var values = data.Values();
            return HistogramKernel.LargestMagnitude(values) == HistogramKernel.LargestMagnitudeScalar(values)
                && HistogramKernel.LargestMagnitude(values) == values.Max(MathF.Abs);
        }).Holds();

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void LargestMagnitudeShowsANonFiniteValueAtAnyPlace(float value)
    {
        for (var length = 1; length < 200; length++)
        {
            var values = new float[length];
            values[length * 7 % length] = 1;
            values[length - 1 - (length / 3)] = value;
            Assert.False(float.IsFinite(HistogramKernel.LargestMagnitude(values)));
        }
    }

    [Fact]
    public void LargestMagnitudeOfNothingIsZero() => Assert.Equal(0, HistogramKernel.LargestMagnitude([]));

    [Fact]
    public void CountEqualsTheScalarFormForAnyNumberOfBins() =>
        Prop.ForAll(SampleData.Arbitrary, Gen.Elements(1, 2, 19, 512, 2048, 2286, 65_536).ToArbitrary(), static (data, bins) =>
        {
            var values = data.Values();
            var last = HistogramKernel.LargestMagnitude(values);
            if (last == 0)
                return true;

            return Agree(values, new DividedBins(last, bins)) && Agree(values, Scaled(last, bins));
        }).Holds();

    [Fact]
    public void CountPutsValuesOnEdgesAndNextToThemWhereTheScalarFormDoes()
    {
        const int bins = 2048;
        const float last = 3.7655613f;
        var values = Enumerable.Range(0, bins + 1)
            .Select(edge => (float)(edge * (double)last / bins))
            .SelectMany(static edge => new[] { edge, MathF.BitIncrement(edge), -MathF.BitDecrement(edge) })
            .Where(static value => MathF.Abs(value) <= last)
            .ToArray();

        Assert.True(Agree(values, new DividedBins(last, bins)));
        Assert.True(Agree(values, Scaled(last, bins)));
    }

    // The rule of the narrowest bins that reach so far.
    private static ScaledBins Scaled(float last, int bins)
    {
        var exponent = Math.Max(-126, Math.ILogB(last / bins));
        while (Math.ScaleB(last, -exponent) >= bins)
            exponent++;

        return new ScaledBins(MathF.ScaleB(1, -exponent), bins);
    }

    private static bool Agree<TRule>(float[] values, TRule rule)
        where TRule : struct, IBinRule
    {
        var vector = new int[HistogramKernel.Lanes * rule.Bins];
        var scalar = new int[HistogramKernel.Lanes * rule.Bins];
        HistogramKernel.Count(values, rule, vector);
        HistogramKernel.CountScalar(values, rule, scalar);
        return Sums(vector, rule.Bins).SequenceEqual(Sums(scalar, rule.Bins));
    }

    private static IEnumerable<int> Sums(int[] counters, int bins) =>
        Enumerable.Range(0, bins).Select(bin => Enumerable.Range(0, HistogramKernel.Lanes).Sum(lane => counters[(lane * bins) + bin]));
}
