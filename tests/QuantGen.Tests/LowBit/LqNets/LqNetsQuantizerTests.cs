using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using QuantGen.Tests.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.LqNets;

public sealed class LqNetsQuantizerTests
{
    private static readonly LowBitSide Plain = new() { Algorithm = LowBitAlgorithm.LqNets };

    [Theory]
    [InlineData(LowBitRole.Activation, 4, null, null)]
    [InlineData(LowBitRole.Activation, 4, false, 4)]
    [InlineData(LowBitRole.Activation, 3, false, 2)]
    [InlineData(LowBitRole.Activation, 8, null, 8)]
    [InlineData(LowBitRole.Weight, 4, null, null)]
    [InlineData(LowBitRole.Weight, 2, null, 1)]
    [InlineData(LowBitRole.Weight, 3, null, 40)]
    [InlineData(LowBitRole.Weight, 8, true, 2)]
    public void TheKernelEqualsComposedOperators(LowBitRole role, int levels, bool? halfRange, int? groups)
    {
        using var scope = NewDisposeScope();
        var draws = new Draws(levels);
        long[] shape = role == LowBitRole.Weight ? [10, 8, 3, 3] : [1, 8, 1, 1];
        var side = Plain with { Levels = levels, HalfRange = halfRange, Groups = groups, ThresholdMix = 0.6 };
        var (fast, composed) = (LowBitQuantizer.Create(side, role, shape), LowBitQuantizer.Create(side, role, shape));
        for (var step = 0; step < 4; step++)
        {
            long[] extent = role == LowBitRole.Weight ? shape : [5, 8, 6, 7];
            var values = role == LowBitRole.Weight ? draws.Normal(extent) * 0.2f : draws.Normal(extent);
            var gradient = draws.Normal(extent);

            // Every other value of a tensor twice as large: the kernel takes no memory with gaps.
            var gaps = stack([values, values], -1).reshape([.. extent[..^1], 2 * extent[^1]]).slice(-1, 0, 2 * extent[^1], 2);
            Assert.False(gaps.is_contiguous());
            var (expected, expectedGradient) = Run(composed, gaps, gradient);
            var (actual, actualGradient) = Run(fast, values, gradient);
            Bits.Equal(expected, actual, "value");
            Bits.Equal(expectedGradient, actualGradient, "gradient");
            var (left, right) = (Basis(composed), Basis(fast));
            Assert.True(left.allclose(right, rtol: 1e-6, atol: 1e-7));
            left.copy_(right);
        }
    }

    [Fact]
    public void FeaturesOfALinearLayerHaveTheirGroupsBehindSeveralAxes()
    {
        using var scope = NewDisposeScope();
        var draws = new Draws(6);
        var (wide, flat) = (LowBitQuantizer.Create(Plain with { Groups = 4 }, LowBitRole.Activation, [1, 8]), LowBitQuantizer.Create(Plain with { Groups = 4 }, LowBitRole.Activation, [1, 8]));
        for (var step = 0; step < 2; step++)
        {
            var values = draws.Uniform(3, 5, 8) * tensor(new float[] { 1, 1, 2, 2, 3, 3, 4, 4 });
            Bits.Equal(flat.forward(values.reshape(15, 8)), wide.forward(values).reshape(15, 8));
            Bits.Equal(Basis(flat), Basis(wide));
        }

        Assert.Equal(8, Tensors.Floats(Basis(wide)).Distinct().Count());
    }

    [Fact]
    public void ABatchMovesTheBasisByATenthOfTheWayAndIsQuantizedWithTheOldOne()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { Levels = 2 }, LowBitRole.Activation, [1, 1, 1, 1]);
        var result = quantizer.forward(tensor(new[] { 0f, 1f, 2f, 3f }, [4, 1, 1, 1]));

        // One level from zero on at 2 * 0.6745; those above the half of it have the mean 2.
        Assert.Equal([0f, 1.349f, 1.349f, 1.349f], Tensors.Floats(result));
        Assert.Equal((0.9f * 1.349f) + 0.2f, Basis(quantizer).item<float>(), 1e-6f);
    }

    [Fact]
    public void WithARunningMeanTheFirstBatchReplacesTheBasis()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { Levels = 2, RunningMean = true }, LowBitRole.Activation, [1, 1, 1, 1]);
        quantizer.forward(tensor(new[] { 0f, 1f, 2f, 3f }, [4, 1, 1, 1]));
        Assert.Equal(2f, Basis(quantizer).item<float>(), 1e-6f);
        quantizer.forward(tensor(new[] { 0f, 0f, 3f, 3f }, [4, 1, 1, 1]));
        Assert.Equal(2.5f, Basis(quantizer).item<float>(), 1e-6f);
    }

    [Fact]
    public void EvaluationQuantizesAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain, LowBitRole.Activation, [1, 2, 1, 1]);
        quantizer.eval();
        var before = Tensors.Floats(Basis(quantizer));
        var values = new Draws(3).Normal(2, 2, 4, 4);
        var result = quantizer.forward(values);
        Assert.NotEqual(Tensors.Floats(values), Tensors.Floats(result));
        Assert.Equal(before, Tensors.Floats(Basis(quantizer)));
        Assert.Equal(0, quantizer.Steps);
    }

    [Fact]
    public void DuringWarmUpValuesPassAndTheBasisFollowsThem()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { WarmUpSteps = 1 }, LowBitRole.Activation, [1, 2, 1, 1]);
        var before = Tensors.Floats(Basis(quantizer));
        var values = new Draws(4).Uniform(2, 2, 4, 4);
        Assert.Equal(Tensors.Floats(values), Tensors.Floats(quantizer.forward(values)));
        Assert.NotEqual(before, Tensors.Floats(Basis(quantizer)));
        Assert.NotEqual(Tensors.Floats(values), Tensors.Floats(quantizer.forward(values)));
    }

    [Fact]
    public void AGroupWithNaNKeepsItsBasisAndShowsIt()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { Groups = 2 }, LowBitRole.Activation, [1, 2, 1, 1]);
        var before = Tensors.Floats(Basis(quantizer));
        var result = Tensors.Floats(quantizer.forward(tensor(new[] { 0.5f, float.NaN, 1f, 2f }, [1, 2, 2, 1])));
        Assert.True(float.IsNaN(result[1]));
        Assert.DoesNotContain(float.NaN, new[] { result[0], result[2], result[3] });
        var after = Tensors.Floats(Basis(quantizer));
        Assert.Equal((before[0], before[2]), (after[0], after[2]));
        Assert.NotEqual((before[1], before[3]), (after[1], after[3]));
    }

    [Fact]
    public void TheStateDictionaryCarriesBasisAndSteps()
    {
        using var scope = NewDisposeScope();
        var (left, right) = (LowBitQuantizer.Create(Plain, LowBitRole.Activation, [1, 2, 1, 1]), LowBitQuantizer.Create(Plain, LowBitRole.Activation, [1, 2, 1, 1]));
        var draws = new Draws(5);
        left.forward(draws.Uniform(3, 2, 4, 4));
        right.load_state_dict(left.state_dict());
        Assert.Equal(1, right.Steps);
        var values = draws.Uniform(3, 2, 4, 4);
        Bits.Equal(left.forward(values), right.forward(values));
        Bits.Equal(Basis(left), Basis(right));
    }

    [Fact]
    public void ABatchWithoutValuesChangesNothing()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain, LowBitRole.Activation, [1, 2, 1, 1]);
        Assert.Equal([0L, 2, 4, 4], quantizer.forward(zeros(0, 2, 4, 4)).shape);
        Assert.Equal(0, quantizer.Steps);
    }

    private static Tensor Basis(LowBitQuantizer quantizer) => quantizer.state_dict()["basis"];

    private static (Tensor Output, Tensor Gradient) Run(LowBitQuantizer quantizer, Tensor values, Tensor gradient)
    {
        var input = values.detach().requires_grad_();
        var output = quantizer.forward(input);
        output.backward([gradient]);
        return (output.detach(), input.grad!);
    }
}
