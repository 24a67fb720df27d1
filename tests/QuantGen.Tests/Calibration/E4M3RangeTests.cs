using FsCheck.Fluent;
using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

public sealed class E4M3RangeTests
{
    [Fact]
    public void SingleNumbersAreQuantizedAsTensorsAre() =>
        Prop.ForAll(SampleData.Arbitrary, Gen.Choose(1, 200).ToArbitrary(), static (data, percent) =>
        {
            using var scope = NewDisposeScope();
            float[] magnitudes = [.. data.Values().Select(MathF.Abs)];
            var amax = magnitudes.Max() * percent / 100;
            var expected = Tensors.Floats(FakeQuantization.ApplyE4M3(tensor(magnitudes), tensor(amax)));
            return magnitudes.Select(magnitude => E4M3Numbers.Quantized(magnitude, amax)).SequenceEqual(expected);
        }).Holds();

    [Fact]
    public void RangeOfLeastErrorIsThatOfItsOwnRounding()
    {
        var histogram = Histogram(SampleShape.HeavyTailed);
        var search = new MseSearch(histogram, NumberFormat.E4M3);
        var least = search.Loss(RangeSearch.Find(histogram, CalibrationMethod.Mse(), NumberFormat.E4M3));

        Assert.All(histogram.Centers().Skip(128), center => Assert.True(search.Loss(center) >= least));
        Assert.NotEqual(
            RangeSearch.Find(histogram, CalibrationMethod.Mse(), NumberFormat.Integer(8)),
            RangeSearch.Find(histogram, CalibrationMethod.Mse(), NumberFormat.E4M3));
    }

    [Fact]
    public void EntropyWhichComparesEqualLevelsGivesWayToTheLeastError()
    {
        var histogram = Histogram(SampleShape.Normal);

        Assert.Equal(
            RangeSearch.Find(histogram, CalibrationMethod.Mse(), NumberFormat.E4M3),
            RangeSearch.Find(histogram, CalibrationMethod.Entropy(), NumberFormat.E4M3));
        Assert.Equal(histogram.Largest, RangeSearch.Find(histogram, CalibrationMethod.Max, NumberFormat.E4M3));
    }

    private static Histogram Histogram(SampleShape shape) =>
        new HistogramBuilderOf(HistogramOptions.Default).Of(new SampleData(3, 20_000, shape, 0).Values());
}
