using QuantGen.PowerOfTwo;
using QuantGen.Tests.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Layers;

/// <summary>Sections 1.2 and 1.3 of the specification: weights.</summary>
public sealed class WeightQuantizationTests
{
    [Fact]
    public void Section12WeightsOf8BitRoundHalfAwayFromZero()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([-115f, 38, 79, 1], Levels(FixedPointLayers.Column([-0.9f, 0.3f, 0.62f, 0.004f]), 128));
        Assert.Equal([127f, -128, 1, -1], Levels(FixedPointLayers.Column([1, -1, 0.5f / 128, -0.5f / 128]), 128));
    }

    [Fact]
    public void Section13TheRangeOfAWeightIsTheNextPowerOfTwo()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([32f], FixedPointLayers.Column([3, -1]).Measure().Scales);
        Assert.Equal([128f], FixedPointLayers.Column([1, -1]).Measure().Scales);
        Assert.Equal([MathF.ScaleB(1, 7 + 16)], FixedPointLayers.Column([0, 0]).Measure().Scales);
        Assert.Equal([MathF.ScaleB(1, 15)], FixedPointLayers.Column([1, -1], bits: 16).Measure().Scales);
    }

    [Fact]
    public void Section13TheScaleOfAChannelIsAtMost256TimesThatOfTheTensor()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column([1, 0.001f, 0.3f], options: new() { Weights = Granularity.PerChannel });
        Assert.Equal([128f, 32768, 256], layer.Measure().Scales);
    }

    [Fact]
    public void WithoutPowersOfTwoTheScaleFollowsTheLargestMagnitude()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([128f / 3], FixedPointLayers.Column([3, -1], options: new() { PowerOfTwoWeights = false }).Measure().Scales);
    }

    [Fact]
    public void ATailOfTheWeightIsCutOff()
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, 20001).Select(static i => i == 20000 ? 100 : 4f * i / 20000).ToArray();

        Assert.Equal([1f], FixedPointLayers.Column(values).Measure().Scales);
        Assert.Equal([16f], FixedPointLayers.Column(values, options: new() { WeightTail = 0.01 }).Measure().Scales);
    }

    [Fact]
    public void OnlyDepthwiseConvolutionsHaveAScaleForEachChannelUnderDepthwise()
    {
        using var scope = NewDisposeScope();
        var options = new PowerOfTwoOptions { Weights = Granularity.Depthwise };
        Assert.Equal(6, FixedPointLayers.Of(Conv2d(6, 6, 3, groups: 6), options).Measure().Scales.Length);
        Assert.Equal(12, FixedPointLayers.Of(Conv2d(6, 12, 3, groups: 6), options).Measure().Scales.Length);
        Assert.Equal(6, FixedPointLayers.Of(ConvTranspose2d(6, 6, 3, groups: 6), options).Measure().Scales.Length);
        Assert.Single(FixedPointLayers.Of(Conv2d(1, 12, 3), options).Measure().Scales);
        Assert.Single(FixedPointLayers.Of(Conv2d(6, 12, 3, groups: 2), options).Measure().Scales);
        Assert.Single(FixedPointLayers.Of(Linear(1, 5), options).Measure().Scales);
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void TheValueIsTheFloatOperatorOnQuantizedWeightAndBias(string name)
    {
        using var scope = NewDisposeScope();
        foreach (var granularity in Enum.GetValues<Granularity>())
        {
            var (source, input) = LayerCases.Make(name);
            var layer = FixedPointLayers.Of(source, new() { Weights = granularity });
            var (weight, bias) = layer.Deployed();
            var scales = layer.Layout.Align(Expected(layer, source), weight);
            var oracle = source.get_parameter("weight")!.detach();
            var levels = oracle * scales;
            var expected = (levels.abs() + 0.5).floor().mul(levels.sign()).clamp(-128, 127) / scales;
            Assert.Equal(Tensors.Floats(expected), Tensors.Floats(weight));

            using var noGradient = no_grad();
            source.get_parameter("weight")!.copy_(weight);
            if (bias is not null)
                source.get_parameter("bias")!.copy_(bias);
            Assert.Equal(Tensors.Floats(source.call(input)), Tensors.Floats(layer.call(input)));
        }
    }

    [Fact]
    public void QuantizingTwiceIsQuantizingOnce()
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(-40, 90).Select(static i => i / 41f).ToArray();
        var once = Tensors.Floats(FixedPointLayers.Column(values).Deployed().Weight);
        Assert.Equal(once, Tensors.Floats(FixedPointLayers.Column(once).Deployed().Weight));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AWeightThatIsNotFiniteIsNamed(float value)
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column([1, value]);
        layer.FullName = "features.3.conv";
        var error = Assert.Throws<QuantizationException>(() => layer.call(ones(2, 1)));
        Assert.Contains("'features.3.conv'", error.Message, StringComparison.Ordinal);
    }

    // One scale for each output channel, however they lie in the weight.
    private static Tensor Expected(PowerOfTwoLayer layer, Module<Tensor, Tensor> source)
    {
        var rows = layer.Layout.Rows(source.get_parameter("weight")!.detach());
        var largest = layer.HasChannelScales ? rows.abs().amax([1]) : rows.abs().max().expand(layer.Layout.Outputs);
        return tensor(Tensors.Floats(largest).Select(static value => 128 / MathF.Pow(2, MathF.Ceiling(MathF.Log2(value)))).ToArray());
    }

    private static float[] Levels(PowerOfTwoLayer layer, float scale) => Tensors.Floats(layer.Deployed().Weight * scale);
}
