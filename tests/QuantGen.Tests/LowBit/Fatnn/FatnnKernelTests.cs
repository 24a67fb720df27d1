using QuantGen.LowBit;
using QuantGen.Quantizers.Kernels;
using QuantGen.Tests.PowerOfTwo;
using QuantGen.Tests.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Fatnn;

public sealed class FatnnKernelTests
{
    [Theory]
    [InlineData(2, true, 1)]
    [InlineData(3, true, 4)]
    [InlineData(4, true, 2)]
    [InlineData(3, false, 1)]
    [InlineData(3, false, 8)]
    public void EqualsComposedOperators(int levels, bool halfRange, long groups)
    {
        using var scope = NewDisposeScope();
        var draws = new Draws(levels);
        for (var trial = 0; trial < 10; trial++)
        {
            var split = new ChannelGroups(LowBitRole.Activation, [1, 8, 1, 1], groups);
            var range = new FatnnRange(split, halfRange, InsideShare: false, Truncates: false);
            var values = draws.Normal(3, 8, draws.Whole(9) + 1, draws.Whole(40) + 1) * 2;
            Tensor[] tensors = [values, .. Enumerable.Range(0, levels - 1).Select(_ => draws.Uniform(split.ParameterShape) + 0.3f)];

            // Some values at the ends and in the middle of a step.
            var flat = values.view(-1);
            for (var i = 0; i < Math.Min(30, flat.numel()); i += 3)
                flat[i] = tensors[1].flatten()[0].reciprocal() * (i % 2 == 0 ? 1 : 0.5f) * (halfRange ? 1 : -1);

            var pass = FatnnPass.TryCreate(range, tensors)!;
            Bits.Equal(FatnnFunction.ComposedLevels(range, tensors), pass.Quantize(), "levels");
            var gradient = draws.Normal(values.shape);
            var expected = FatnnFunction.ComposedGradients(gradient, range, tensors);
            var actual = pass.Gradients(gradient);
            Bits.Equal(expected[0], actual[0]!, "gradient");
            for (var i = 1; i < expected.Length; i++)
                Assert.True(expected[i].allclose(actual[i]!, rtol: 1e-4, atol: 1e-4), $"{expected[i]} and {actual[i]} of slope {i}");
        }
    }

    [Fact]
    public void EveryRegisterWidthEqualsTheScalarForm()
    {
        var random = new Random(5);
        foreach (var halfRange in new[] { true, false })
        {
            float[] slopes = halfRange ? [0.7f, 1.3f, 0.9f] : [0.7f, 1.3f];
            float[] thresholds = halfRange ? [0, 1 / 0.7f, (1 / 0.7f) + (1 / 1.3f)] : [0, 0];
            var values = Enumerable.Range(0, 2077).Select(_ => (random.NextSingle() * 8) - 3).ToArray();
            var gradients = values.Select(_ => random.NextSingle() - 0.5f).ToArray();
            values[100] = float.NaN;
            values[101] = float.NegativeInfinity;
            var expected = Run<ScalarLane>(values, gradients, slopes, thresholds, halfRange);
            foreach (var actual in new[]
            {
                Run<Lanes128>(values, gradients, slopes, thresholds, halfRange),
                Run<Lanes256>(values, gradients, slopes, thresholds, halfRange),
                Run<Lanes512>(values, gradients, slopes, thresholds, halfRange),
            })
            {
                Bits.Equal(expected.Levels, actual.Levels, "levels");
                Bits.Equal(expected.Gradients, actual.Gradients, "gradients");
                foreach (var (left, right) in expected.Sums.Zip(actual.Sums))
                    Assert.Equal(left, right, 1e-3);
            }
        }
    }

    private static unsafe (float[] Levels, float[] Gradients, double[] Sums) Run<TLanes>(
        float[] values, float[] gradients, float[] slopes, float[] thresholds, bool halfRange)
        where TLanes : struct, ILanes<TLanes>
    {
        var (levels, results) = (new float[values.Length], new float[values.Length]);
        var (distances, heights) = (new double[slopes.Length], new double[slopes.Length]);
        fixed (float* source = values, gradient = gradients, level = levels, result = results)
        {
            FatnnKernel.Quantize<TLanes>(source, level, values.Length, slopes, thresholds, halfRange);
            FatnnKernel.Gradients<TLanes>(source, gradient, result, values.Length, slopes, thresholds, halfRange, distances, heights);
        }

        return (levels, results, [.. distances, .. heights]);
    }
}
