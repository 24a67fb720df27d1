using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.LowBit.Layers;

/// <summary>Whether the zeros around an input are quantized with it.</summary>
public sealed class PaddingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void ZerosBecomeALevelBeforeQuantizationAndStayZerosAfterIt()
    {
        // All weights are one: an output is the sum of what lies under the kernel.
        var convolution = Conv2d(1, 1, (3, 3), padding: (1L, 1L), bias: false);
        using var noGradient = no_grad();
        init.ones_(convolution.weight);
        var input = full([1, 1, 2, 2], -0.5f);

        // Signs: four of -1, and around them +1, which is the sign of zero.
        Assert.Equal(1f, Binary(convolution, after: false).call(input)[0, 0, 0, 0].item<float>());
        Assert.Equal(-4f, Binary(convolution, after: true).call(input)[0, 0, 0, 0].item<float>());
    }

    [Theory]
    [InlineData(1, 0, 4, 2)]
    [InlineData(0, 2, 2, 6)]
    [InlineData(2, 1, 6, 4)]
    public void APairOfWidthsPadsHeightAndWidth(long height, long width, long rows, long columns)
    {
        var convolution = Conv2d(1, 1, (3, 3), padding: (height, width));
        foreach (var after in (bool[])[false, true])
            Assert.Equal([1, 1, rows, columns], Binary(convolution, after).call(zeros(1, 1, 4, 4)).shape);
    }

    [Theory]
    [InlineData(PaddingModes.Zeros)]
    [InlineData(PaddingModes.Circular)]
    [InlineData(PaddingModes.Reflect)]
    [InlineData(PaddingModes.Replicate)]
    public void BothOrdersAreEqualWhereWhatIsPaddedIsALevelAnyway(PaddingModes mode)
    {
        var convolution = Conv2d(2, 3, 3, padding: 2, padding_mode: mode);
        var draws = new Draws(4);
        draws.Fill(convolution);
        var input = draws.Uniform(2, 2, 4, 4);
        Tensor[] outputs = [.. ((bool[])[false, true]).Select(after => Lsq(convolution, after).call(input))];

        Assert.True(outputs[0].allclose(outputs[1], rtol: 1e-6, atol: 1e-6));
        Assert.Equal([2, 3, 6, 6], outputs[0].shape);
    }

    [Fact]
    public void WhatTheInputStandsForHasItsPadding()
    {
        var convolution = Conv2d(1, 1, 3, padding: 1);
        var input = full([1, 1, 2, 2], -0.5f);

        Assert.Equal([1, 1, 4, 4], Binary(convolution, after: false).InputToIntegers(input).Planes[0].shape);
        Assert.Equal([1, 1, 2, 2], Binary(convolution, after: true).InputToIntegers(input).Planes[0].shape);
    }

    private static LowBitConv2d Binary(Conv2d layer, bool after) => Evaluated(new LowBitConv2d(layer, new LowBitOptions
    {
        Activations = new LowBitSide { Algorithm = LowBitAlgorithm.Xnor, Levels = 2 },
        PadAfterQuantization = after,
    }));

    private static LowBitConv2d Lsq(Conv2d layer, bool after) => Evaluated(new LowBitConv2d(layer, new LowBitOptions
    {
        Activations = new LowBitSide { Start = LowBitStart.Fixed },
        PadAfterQuantization = after,
    }));

    private static LowBitConv2d Evaluated(LowBitConv2d layer)
    {
        layer.eval();
        return layer;
    }
}
