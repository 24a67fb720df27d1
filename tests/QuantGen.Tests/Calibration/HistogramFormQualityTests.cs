using System.Globalization;
using QuantGen.Calibration;
using QuantGen.Quantizers;
using Xunit;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

/// <summary>Ranges chosen from bins of power-of-two width are as good as those from the first tensor's bins. The figures are in docs/calibration.md.</summary>
public sealed class HistogramFormQualityTests(ITestOutputHelper log)
{
    private const int Draws = 12;
    private const int Tensors = 8;
    private const int Length = 20_000;

    public static TheoryData<SampleShape, int> Cases => new()
    {
        { SampleShape.Normal, 8 }, { SampleShape.Rectified, 8 }, { SampleShape.HeavyTailed, 8 }, { SampleShape.FarFromZero, 8 },
        { SampleShape.Normal, 4 }, { SampleShape.Rectified, 4 }, { SampleShape.HeavyTailed, 4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void QuantizationErrorIsThatOfTheFirstTensorsBins(SampleShape shape, int bits)
    {
        foreach (var method in new[] { CalibrationMethod.Percentile(99.9), CalibrationMethod.Percentile(), CalibrationMethod.Mse(), CalibrationMethod.Entropy() })
        {
            var gains = Enumerable.Range(0, Draws).Select(draw => Gain(shape, bits, method, draw)).ToList();
            log.WriteLine($"{shape}, {bits} bits, {method}: {Text(gains.Average())} dB on average, {Text(gains.Min())} to {Text(gains.Max())}");

            // The divergence of neighbouring candidates differs by noise, so that its least lies where chance puts it, with any bins.
            var (average, worst) = method is EntropyMethod ? (-0.3, -1.5) : (-0.03, -0.1);
            Assert.True(gains.Average() > average, $"{method} loses {-gains.Average()} dB on average.");
            Assert.True(gains.Min() > worst, $"{method} loses {-gains.Min()} dB at worst.");
        }
    }

    private static string Text(double gain) => (Math.Round(gain, 2) + 0.0).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    // How much less error, in decibels, the range has that is chosen from bins of power-of-two width. The scale differs from draw to draw,
    // so that all shares of used bins between a half and all occur.
    private static double Gain(SampleShape shape, int bits, CalibrationMethod method, int draw)
    {
        float[][] tensors = [.. Enumerable.Range(0, Tensors).Select(i => Scaled(new SampleData((1000 * draw) + i, Length, shape, 0).Values(), Math.Pow(2, (double)draw / Draws)))];
        float[] all = [.. tensors.SelectMany(static values => values)];
        var format = NumberFormat.Integer(bits, narrowRange: true);
        return Error(all, Range(new HistogramOptions { Form = HistogramForm.FirstTensor })) - Error(all, Range(HistogramOptions.Default));

        float Range(HistogramOptions options)
        {
            var collector = new HistogramCollector(options);
            foreach (var values in tensors)
            {
                using var input = tensor(values);
                collector.Collect(input);
            }

            return RangeSearch.Find(collector.Histogram()!, method, format);
        }

        double Error(float[] values, float amax)
        {
            var (factor, divisor) = IntegerGrid.Of(bits, unsigned: false, narrowRange: true).Scale(amax);
            var upper = (1 << (bits - 1)) - 1;
            var sum = 0.0;
            foreach (var value in values)
            {
                double error = (Math.Clamp(MathF.Round(value * factor), -upper, upper) / divisor) - value;
                sum += error * error;
            }

            return 10 * Math.Log10(sum);
        }
    }

    private static float[] Scaled(float[] values, double factor) => [.. values.Select(value => (float)(value * factor))];
}
