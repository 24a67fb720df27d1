using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.LowBit.Layers;

/// <summary>What a quantizer has for each output channel, it has for that channel, wherever the layer keeps it.</summary>
public sealed class TransposedWeightTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EachOutputChannelOfATransposedConvolutionHasAScaleOfItsOwn(long groups)
    {
        var layer = ConvTranspose2d(4, 6, 3, groups: groups, bias: false);
        new Draws(5).Fill(layer);
        var quantized = new LowBitConvTranspose2d(layer, new LowBitOptions { Weights = new LowBitSide { Algorithm = LowBitAlgorithm.Xnor, Levels = 2 } });
        using var noGradient = no_grad();
        var weight = quantized.QuantizedWeight();

        // XNOR-Net's scale is the mean magnitude of what makes one output channel: the rows of its group, in its column.
        var (rows, columns) = (4 / groups, 6 / groups);
        for (var output = 0L; output < 6; output++)
        {
            var (group, column) = (output / columns, output % columns);
            var part = layer.weight.narrow(0, group * rows, rows).select(1, column);
            var expected = part.abs().mean() * where(part.ge(0), 1f, -1f);
            Assert.True(weight.narrow(0, group * rows, rows).select(1, column).allclose(expected, rtol: 1e-6, atol: 1e-7), $"Channel {output} differs.");
        }

        Assert.Equal(6, quantized.WeightQuantizer!.Groups);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WhatALinearLayerComputesATransposedConvolutionOfOnePixelDoes(long groups)
    {
        // A kernel of one pixel: each group is a linear layer with the weight turned around.
        var draws = new Draws(6);
        var transposed = ConvTranspose1d(4, 6, 1, groups: groups);
        draws.Fill(transposed);
        var input = draws.Normal(3, 4, 1);
        var options = new LowBitOptions { Weights = new LowBitSide { Algorithm = LowBitAlgorithm.LqNets } };
        using var noGradient = no_grad();
        var actual = new LowBitConvTranspose1d(transposed, options).call(input);

        for (var group = 0L; group < groups; group++)
        {
            var linear = Linear(4 / groups, 6 / groups);
            linear.weight.copy_(transposed.weight.narrow(0, group * (4 / groups), 4 / groups).squeeze(2).t());
            linear.bias!.copy_(transposed.bias!.narrow(0, group * (6 / groups), 6 / groups));
            var expected = new LowBitLinear(linear, options).call(input.narrow(1, group * (4 / groups), 4 / groups).squeeze(2));
            Assert.True(actual.narrow(1, group * (6 / groups), 6 / groups).squeeze(2).allclose(expected, rtol: 1e-5, atol: 1e-6));
        }
    }

    [Fact]
    public void GradientsOfATurnedWeightReachIt()
    {
        var layer = new LowBitConvTranspose2d(ConvTranspose2d(4, 6, 3, groups: 2), new LowBitOptions { Weights = new LowBitSide() });
        layer.QuantizedWeight().sum().backward();
        Assert.Equal(layer.weight.shape, layer.weight.grad!.shape);
        Assert.True(layer.weight.grad!.ne(0).any().item<bool>());
    }
}
