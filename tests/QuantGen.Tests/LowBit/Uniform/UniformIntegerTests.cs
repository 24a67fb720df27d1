using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>What a layer computes, from integers alone.</summary>
public sealed class UniformIntegerTests
{
    public static TheoryData<LowBitSide, LowBitSide> Pairs => new()
    {
        { new() { Algorithm = LowBitAlgorithm.DoReFa }, new() { Algorithm = LowBitAlgorithm.DoReFa } },
        { new() { Algorithm = LowBitAlgorithm.DoReFa, Levels = 2, ScaledBinary = true }, new() { Algorithm = LowBitAlgorithm.Pact, Bound = 2 } },
        { new(), new() },
        { new() { Levels = 3 }, new() { HalfRange = false } },
        { new() { Levels = 2 }, new() { Levels = 3, HalfRange = false } },
        { new() { Algorithm = LowBitAlgorithm.LsqStep }, new() { Algorithm = LowBitAlgorithm.LsqStep, Levels = 16 } },
        { new() { Algorithm = LowBitAlgorithm.LsqPlus, Levels = 8 }, new() { Algorithm = LowBitAlgorithm.LsqPlus } },
        { new() { Normalization = LowBitNormalization.MeanAndDeviation, RestoreNormalization = true }, new() },
        { new() { Normalization = LowBitNormalization.MeanAndDeviation, NormalizeWholeTensor = true, LearnedScale = true }, new() },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void AConvolutionFollowsFromIntegers(LowBitSide weights, LowBitSide activations)
    {
        using var scope = NewDisposeScope();
        var (input, weight) = (randn([2, 6, 7, 7]), randn([4, 6, 3, 3]) * 0.2);
        using var inputs = LowBitQuantizer.Create(activations, LowBitRole.Activation, [1, 6, 1, 1]);
        using var filters = LowBitQuantizer.Create(weights, LowBitRole.Weight, weight.shape);
        var expected = nn.functional.conv2d(inputs.call(input), filters.call(weight));
        using var x = inputs.ToIntegers(input);
        using var w = filters.ToIntegers(weight);
        Assert.All([.. x.Planes, .. w.Planes], static plane => Assert.Equal(0, (plane - plane.round()).abs().max().item<float>()));

        // One sum of products of integers, and two sums of integers where there are offsets; all else is one factor for each channel.
        var ones = ones_like(x.Planes[0]);
        var scale = PerOutput(w.Scales[0]) * x.Scales[0];
        var actual = nn.functional.conv2d(x.Planes[0], w.Planes[0]) * scale;
        if (x.Offset is not null)
            actual = actual + (nn.functional.conv2d(ones, w.Planes[0]) * PerOutput(w.Scales[0]) * x.Offset);
        if (w.Offset is not null)
            actual = actual + (nn.functional.conv2d(x.Planes[0], ones_like(w.Planes[0])) * x.Scales[0] * PerOutput(w.Offset));
        if (x.Offset is not null && w.Offset is not null)
            actual = actual + (nn.functional.conv2d(ones, ones_like(w.Planes[0])) * x.Offset * PerOutput(w.Offset));

        Assert.True(actual.allclose(expected, 1e-4, 1e-4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(24)]
    public void AWeightOfAnyGroupsFollowsFromIntegers(int groups)
    {
        using var scope = NewDisposeScope();
        var weight = randn([4, 6, 3, 3]);
        using var quantizer = LowBitQuantizer.Create(
            new LowBitSide { Groups = groups, Normalization = LowBitNormalization.MeanAndDeviation, RestoreNormalization = true },
            LowBitRole.Weight,
            weight.shape);
        var expected = quantizer.call(weight);
        using var form = quantizer.ToIntegers(weight);
        Assert.True(form.ToValues().allclose(expected, 1e-5, 1e-6));
        Assert.Equal(groups, form.Scales[0].unique().output.numel());
    }

    [Fact]
    public void IntegersAreThoseOfTheLevels()
    {
        using var scope = NewDisposeScope();
        var values = linspace(-2, 2, 401).reshape(1, 1, 1, 401);
        Check(new() { Start = LowBitStart.Fixed }, [0, 1, 2, 3]);
        Check(new() { Start = LowBitStart.Fixed, HalfRange = false }, [-3, -1, 1, 3]);
        Check(new() { Start = LowBitStart.Fixed, HalfRange = false, Levels = 3 }, [-1, 0, 1]);
        Check(new() { Start = LowBitStart.Fixed, HalfRange = false, Levels = 2 }, [-1, 1]);
        Check(new() { Start = LowBitStart.Fixed, HalfRange = false, Algorithm = LowBitAlgorithm.LsqStep }, [-2, -1, 0, 1]);
        Check(new() { Start = LowBitStart.Fixed, Algorithm = LowBitAlgorithm.LsqPlus }, [0, 1, 2, 3]);

        void Check(LowBitSide side, float[] levels)
        {
            using var quantizer = LowBitQuantizer.Create(side, LowBitRole.Activation, [1, 1, 1, 1]);
            using var form = quantizer.ToIntegers(values);
            Assert.Equal(levels, Tensors.Floats(form.Planes[0]).Distinct().Order());
        }
    }

    private static Tensor PerOutput(Tensor factor) => factor.numel() == 1 ? factor.reshape([]) : factor.reshape(1, -1, 1, 1);
}
