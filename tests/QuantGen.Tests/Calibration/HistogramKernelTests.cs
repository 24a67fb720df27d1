using FsCheck;
using FsCheck.Fluent;
using QuantGen.Calibration;
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
        }).QuickCheckThrowOnFailure();

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

            return Counts(HistogramKernel.Count, values, last, bins).SequenceEqual(Counts(HistogramKernel.CountScalar, values, last, bins));
        }).QuickCheckThrowOnFailure();

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

        Assert.Equal(Counts(HistogramKernel.CountScalar, values, last, bins), Counts(HistogramKernel.Count, values, last, bins));
    }

    private static int[] Counts(CountAction count, float[] values, float last, int bins)
    {
        var counters = new int[HistogramKernel.Lanes * bins];
        count(values, last, bins, counters);
        return [.. Enumerable.Range(0, bins).Select(bin => Enumerable.Range(0, HistogramKernel.Lanes).Sum(lane => counters[(lane * bins) + bin]))];
    }

    private delegate void CountAction(ReadOnlySpan<float> values, float last, int bins, Span<int> counters);
}
