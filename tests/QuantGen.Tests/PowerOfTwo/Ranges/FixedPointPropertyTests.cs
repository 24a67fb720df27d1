using FsCheck.Fluent;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers.Kernels;
using QuantGen.Testing.Randomness;
using QuantGen.Tests.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

public sealed class FixedPointPropertyTests
{
    [Fact]
    public void QuantizingTwiceIsQuantizingOnce() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        var once = FixedPoint.FakeQuantize(tensor(sample.Values()), sample.Clip, sample.Format);

        // The quotient of a level and a scale that is no power of two is rounded, so that truncation finds the level below.
        if (sample.Format is { PowerOfTwo: true } or { Rounding: not FixedPointRounding.TowardZero and not FixedPointRounding.None })
            Assert.Equal(Tensors.Floats(once), Tensors.Floats(FixedPoint.FakeQuantize(once, sample.Clip, sample.Format)));
    });

    [Fact]
    public void WithinTheLevelsAValueMovesByHalfAStepAtMost() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        var range = sample.Range;
        var values = sample.Values();
        var quantized = Tensors.Floats(FixedPoint.FakeQuantize(tensor(values), sample.Clip, sample.Format));
        var most = sample.Format.Rounding switch { FixedPointRounding.None => 0, FixedPointRounding.TowardZero => 1, _ => 0.5 };
        foreach (var (value, result) in values.Zip(quantized))
        {
            var level = value * (double)range.Scale;
            if (level >= range.Lowest && level <= range.Highest)
                Assert.InRange(Math.Abs(result - (double)value) * range.Scale, 0, most + (sample.Format.PowerOfTwo ? 1e-6 : 0.01));
        }
    });

    [Fact]
    public void EveryResultIsALevel() => Check(static sample =>
    {
        if (sample.Format.Rounding == FixedPointRounding.None)
            return;

        using var scope = NewDisposeScope();
        var range = sample.Range;
        foreach (var result in Tensors.Floats(FixedPoint.FakeQuantize(tensor(sample.Values()), sample.Clip, sample.Format)))
        {
            var level = Math.Round(result * (double)range.Scale);
            Assert.Equal((float)level / range.Scale, result);
            Assert.InRange(level, range.Lowest, range.Highest);
        }
    });

    [Fact]
    public void TheScaleIsAPowerOfTwoNotAboveTheLevelsAUnit() => Check(static sample =>
    {
        var scale = sample.Format.Scale(sample.Clip);
        if (sample.Format.PowerOfTwo)
            Assert.Equal(scale, PowersOfTwo.Floor(scale));

        Assert.True(scale <= sample.Format.LevelOfClip / sample.Clip);
    });

    [Fact]
    public void EveryRegisterWidthEqualsTheScalarFormBitForBit() => Check(static sample =>
    {
        var values = sample.Values();
        var expected = RunLanes<ScalarLane>(values, sample);
        foreach (var actual in new[] { RunLanes<Lanes128>(values, sample), RunLanes<Lanes256>(values, sample), RunLanes<Lanes512>(values, sample) })
        {
            Bits.Equal(expected.Results, actual.Results);
            Assert.Equal(expected.Bits, actual.Bits);
            Assert.Equal(expected.Outcome, actual.Outcome);
        }
    });

    [Fact]
    public void TheKernelEqualsComposedOperatorsBitForBit() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        var (input, gradient) = (tensor(sample.Values()), sample.Gradient(sample.Length));
        AreEqual(
            input,
            gradient,
            x => FixedPointOperators.FakeQuantize(x, sample.Range, sample.Format.Rounding),
            x => FixedPoint.FakeQuantize(x, sample.Clip, sample.Format));
    });

    [Fact]
    public void TheKernelEqualsComposedOperatorsBitForBitPerChannelOfAnyAxisAndLayout() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        var random = new Random(sample.Seed);
        long[] shape = [random.Next(1, 5), random.Next(1, 9), random.Next(1, 7), random.Next(1, 90)];
        var axis = random.Next(shape.Length);
        long[] ranges = [1, 1, 1, 1];
        ranges[axis] = shape[axis];
        var clip = tensor([.. Enumerable.Range(0, (int)shape[axis]).Select(sample.ClipOf)], ranges);
        var drawn = sample with { Length = (int)(shape[0] * shape[1] * shape[2] * shape[3]) };
        var values = tensor(drawn.Values(), shape);
        var input = random.Next(3) switch
        {
            0 => values,
            1 => values.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2),
            _ => values.expand(2, shape[0], shape[1], shape[2], shape[3]),
        };
        AreEqual(
            input,
            sample.Gradient(input.shape),
            x => FixedPointOperators.FakeQuantize(x, clip, sample.Format),
            x => FixedPoint.FakeQuantize(x, clip, sample.Format));
    });

    private static void AreEqual(Tensor input, Tensor gradient, Func<Tensor, Tensor> expected, Func<Tensor, Tensor> actual)
    {
        var (expectedValue, expectedGradient) = Run(input, gradient, expected);
        var (actualValue, actualGradient) = Run(input, gradient, actual);
        Bits.Equal(expectedValue, actualValue, "value");
        Bits.Equal(expectedGradient, actualGradient, "gradient");

        // Without a gradient there is no record either.
        using (no_grad())
            Bits.Equal(expectedValue, actual(input), "value without gradient");
    }

    // As it is: a clone would be of another layout.
    private static (Tensor Output, Tensor Gradient) Run(Tensor input, Tensor gradient, Func<Tensor, Tensor> function)
    {
        var x = input.detach().requires_grad_();
        var y = function(x);
        y.backward([gradient.clone()]);
        return (y.detach(), x.grad!);
    }

    private static unsafe (float[] Results, ulong[] Bits, KernelOutcome Outcome) RunLanes<TLanes>(float[] values, FixedPointSample sample)
        where TLanes : struct, ILanes<TLanes>
    {
        var results = new float[values.Length];
        var bits = new ulong[(values.Length + 63) / 64];
        fixed (float* source = values, target = results)
        fixed (ulong* words = bits)
        {
            var range = sample.Range;
            var outcome = sample.Format.Rounding switch
            {
                FixedPointRounding.HalfUp => FixedPointKernel.Run<TLanes, HalfUpRounding>(source, target, words, values.Length, range),
                FixedPointRounding.HalfAwayFromZero => FixedPointKernel.Run<TLanes, HalfAwayRounding>(source, target, words, values.Length, range),
                FixedPointRounding.HalfToEven => FixedPointKernel.Run<TLanes, HalfToEvenRounding>(source, target, words, values.Length, range),
                FixedPointRounding.TowardZero => FixedPointKernel.Run<TLanes, TowardZeroRounding>(source, target, words, values.Length, range),
                _ => FixedPointKernel.Run<TLanes, NoRounding>(source, target, words, values.Length, range),
            };
            return (results, bits, outcome);
        }
    }

    private static void Check(Action<FixedPointSample> property) => Prop.ForAll(FixedPointSample.Arbitrary(), property).Holds(times: 400);
}
