using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Layers;

/// <summary>Section 1.3 of the specification: weights that are cut off, and stored.</summary>
public sealed class WeightClippingTests
{
    private static readonly PowerOfTwoOptions Clipping = new() { WeightClipping = new() };

    [Fact]
    public void Section13AFarWeightIsClippedAt120Of128OfAPowerOfTwo()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column([0.5f, -1, 1.2f, 20, 0.8f], options: Clipping);

        Assert.Equal(15, layer.ClipAndStore());
        Assert.Equal([0.5f, -1, 1.25f, 15, 0.75f], Tensors.Floats(layer.weight));
    }

    [Theory]
    [InlineData(new[] { 0.5f, -1, 1.2f, 14, 0.8f })]
    [InlineData(new[] { 3, -2, 20, 2.5f, 4 })]
    public void Section13OtherWeightsStay(float[] weights)
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column(weights, options: Clipping);
        var before = Tensors.Floats(layer.Deployed().Weight);

        Assert.Null(layer.ClipAndStore());
        Assert.Equal(before, Tensors.Floats(layer.Deployed().Weight));
    }

    [Fact]
    public void TheMedianIsTheLowerOfTwo()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(15, FixedPointLayers.Column([1, 1, 1.5f, 20], options: Clipping).ClipAndStore());
    }

    [Fact]
    public void AMilderPairClipsLater()
    {
        using var scope = NewDisposeScope();
        var mild = new PowerOfTwoOptions { WeightClipping = new() { Ratio = 32, Threshold = 31 } };
        Assert.Null(FixedPointLayers.Column([0.5f, -1, 1.2f, 20, 0.8f], options: mild).ClipAndStore());
        Assert.Equal(30, FixedPointLayers.Column([0.5f, -1, 1.2f, 40, 0.8f], options: mild).ClipAndStore());
    }

    [Fact]
    public void WithoutClippingTheWeightIsStoredOnItsGrid()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column([0.5f, -1, 1.2f, 20, 0.8f]);
        Assert.Null(layer.ClipAndStore());
        Assert.Equal([0.5f, -1, 1.25f, 20, 0.75f], Tensors.Floats(layer.weight));
    }

    [Fact]
    public void StoringChangesNothingOfWhatIsDeployedAndStoringAgainNothingAtAll()
    {
        manual_seed(3);
        for (var i = 0; i < 60; i++)
        {
            using var scope = NewDisposeScope();
            using var source = Conv2d(4, 12, 3, groups: i % 2 == 0 ? 1 : 4, bias: i % 3 == 0);
            var layer = FixedPointLayers.Of(source, new() { Weights = (Granularity)(i % 3), Bias = BiasMode.Int32 }, bits: i % 5 == 0 ? 4 : 8);
            if (i % 4 != 0)
                layer.FoldBatchNorm(FixedPointLayers.NormFor(source));
            using (no_grad())
            {
                // The largest lies where it rounds to the bound itself, and where it rounds to half of it.
                layer.weight.div_(layer.weight.abs().max()).mul_(0.5);
                layer.weight[0, 0, 0, 0] = tensor(i % 2 == 0 ? -0.9999f : 0.5001f);
            }

            var (before, shift) = layer.Deployed();
            layer.ClipAndStore();
            var stored = Tensors.Floats(layer.weight);
            var (after, shiftAfter) = layer.Deployed();
            Assert.Equal(Tensors.Floats(before), Tensors.Floats(after));
            Assert.Equal(shift is null ? null : Tensors.Floats(shift), shiftAfter is null ? null : Tensors.Floats(shiftAfter));

            layer.ClipAndStore();
            Assert.InRange(Tensors.RelativeDistance(stored, Tensors.Floats(layer.weight)), 0, 1e-6);
            Assert.Equal(Tensors.Floats(before), Tensors.Floats(layer.Deployed().Weight));
        }
    }

    [Fact]
    public void ADeadChannelKeepsAFiniteWeight()
    {
        using var scope = NewDisposeScope();
        using var source = Conv2d(3, 4, 3);
        var layer = FixedPointLayers.Of(source);
        var norm = FixedPointLayers.NormFor(source);
        layer.FoldBatchNorm(norm);
        using (no_grad())
            norm.weight[1] = tensor(0f);

        layer.ClipAndStore();
        Assert.True(layer.weight.isfinite().all().item<bool>());
    }
}
