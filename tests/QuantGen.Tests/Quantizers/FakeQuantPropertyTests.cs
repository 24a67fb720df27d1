using FsCheck.Fluent;
using QuantGen.Quantizers;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class FakeQuantPropertyTests
{
    [Fact]
    public void QuantizingTwiceIsQuantizingOnce() => Check(static (sample, values, once) =>
        Bits.Equal(once, Quantize(once, sample)));

    [Fact]
    public void ALargerValueNeverBecomesASmallerOne() => Check(static (sample, values, quantized) =>
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        for (var i = 1; i < order.Length; i++)
            Assert.True(quantized[order[i - 1]] <= quantized[order[i]]);
    });

    [Fact]
    public void LevelsAreWholeNumbersWithinTheGrid() => Check(static (sample, values, _) =>
    {
        using var scope = NewDisposeScope();
        var (levels, _) = FakeQuantization.Quantize(tensor(values), tensor(sample.Amax), sample.Width, sample.Unsigned, sample.Narrow);
        foreach (var level in Tensors.Floats(levels))
        {
            Assert.Equal(MathF.Round(level), level);
            Assert.InRange(level, sample.Grid.Lower, sample.Grid.Upper);
        }
    });

    [Fact]
    public void WithinTheRangeTheErrorIsAtMostHalfAStep() => Check(static (sample, values, quantized) =>
    {
        // Half a step, and what float32 adds when it multiplies, rounds and divides.
        var most = (0.5 * sample.Amax / sample.Grid.Upper) + (4 * 1.2e-7 * sample.Amax);
        for (var i = 0; i < values.Length; i++)
        {
            if (MathF.Abs(values[i]) <= sample.Amax)
                Assert.InRange(Math.Abs(values[i] - (double)quantized[i]), 0, most);
        }
    });

    [Fact]
    public void AGradientPassesExactlyWhereTheMagnitudeIsAtMostTheRange() => Check(static (sample, values, _) =>
    {
        using var scope = NewDisposeScope();
        var (_, gradient) = Bits.Run(
            tensor(values), ones(values.Length), x => FakeQuantization.Apply(x, tensor(sample.Amax), sample.Width, sample.Unsigned, sample.Narrow));
        Assert.Equal(values.Select(value => MathF.Abs(value) <= sample.Amax ? 1f : 0f), Tensors.Floats(gradient));
    });

    [Fact]
    public void LevelsOverScaleAreTheQuantizedValues() => Check(static (sample, values, quantized) =>
    {
        using var scope = NewDisposeScope();
        var (levels, scale) = FakeQuantization.Quantize(tensor(values), tensor(sample.Amax), sample.Width, sample.Unsigned, sample.Narrow);
        Bits.Equal(quantized, Tensors.Floats(levels / scale));
    });

    private static void Check(Action<QuantSample, float[], float[]> property) => Prop.ForAll(QuantSample.Arbitrary(finite: true), sample =>
    {
        var values = sample.Values(sample.Amax);
        property(sample, values, Quantize(values, sample));
    }).Holds(times: 300);

    private static float[] Quantize(float[] values, QuantSample sample)
    {
        using var scope = NewDisposeScope();
        return Tensors.Floats(FakeQuantization.Apply(tensor(values), tensor(sample.Amax), sample.Width, sample.Unsigned, sample.Narrow));
    }
}
