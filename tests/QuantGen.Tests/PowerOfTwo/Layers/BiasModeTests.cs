using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Layers;

/// <summary>Section 1.5 of the specification: biases.</summary>
public sealed class BiasModeTests
{
    private static readonly float[] Biases = [0.7f, -1.3f, 0.02f];

    // Weights of scale 128 and 512.
    private static readonly float[] Coarse = [1, 1, 1];
    private static readonly float[] Fine = [0.25f, 0.25f, 0.25f];

    [Theory]
    [InlineData(BiasMode.Int32)]
    [InlineData(BiasMode.Saturate16)]
    public void Section15WithoutAnInputRangeTheBiasHasItsOwnGrid(BiasMode mode)
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column(Coarse, Biases, new() { Bias = mode });
        Assert.Equal(64, layer.Measure().BiasScale);
        Assert.Equal([0.703125f, -1.296875f, 0.015625f], Bias(layer));
    }

    [Fact]
    public void Section15WhereTheFactorHasRoomTheBiasKeepsItsGrid()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column(Coarse, Biases);
        layer.InputRange = FixedPointLayers.Range(32, signed: false);
        Assert.Equal([0.703125f, -1.296875f, 0.015625f], Bias(layer));
    }

    [Theory]
    [InlineData(false, new[] { 0.247078f, -0.249023f, 0.0155640f }, 127 * 255)]
    [InlineData(true, new[] { 0.123055f, -0.124023f, 0.0155030f }, 127 * 127)]
    public void Section15InAFineAccumulatorTheBiasIsAFactorTimesTheHighestLevelOfTheInput(bool signed, float[] expected, int largest)
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column(Fine, Biases);
        layer.InputRange = FixedPointLayers.Range(256, signed);
        var bias = Bias(layer);
        Assert.All(expected.Zip(bias), static pair => Assert.Equal(pair.First, pair.Second, 5e-7f));
        Assert.Equal(largest / 131072f, bias[0]);
        Assert.Equal(2, layer.Measure().SaturatedBiases);
    }

    [Fact]
    public void Section15ALargeBiasSaturates()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column([1, 1], [100, -3]);
        layer.InputRange = FixedPointLayers.Range(16, signed: false);
        Assert.Equal([127 * 255 / 2048f, -24 * 255 / 2048f], Bias(layer));
        Assert.Equal(15.812988f, Bias(layer)[0], 1e-6f);
        Assert.Equal(-2.988281f, Bias(layer)[1], 1e-6f);
    }

    [Fact]
    public void Section15TheWeightMakesRoomForTheBias()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column([1, -0.4f], [3, -1], new() { Bias = BiasMode.ReduceWeightScale });
        layer.InputRange = FixedPointLayers.Range(512, signed: false);
        Assert.Equal([16f], layer.Measure().Scales);
        Assert.Equal([1, -6 / 16f], Tensors.Floats(layer.Deployed().Weight));
        Assert.Equal([3f, -1], Bias(layer));
    }

    [Fact]
    public void ChannelsMakeRoomEachForItself()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column([1, 100], [3, -1], new() { Bias = BiasMode.ReduceWeightScale, Weights = Granularity.PerChannel });
        layer.InputRange = FixedPointLayers.Range(512, signed: false);
        Assert.Equal([16f, 1], layer.Measure().Scales);
    }

    [Fact]
    public void AFloatBiasStays()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column(Coarse, Biases, new() { Bias = BiasMode.Float });
        layer.InputRange = FixedPointLayers.Range(256, signed: false);
        Assert.Equal(Biases, Bias(layer));
    }

    [Fact]
    public void With16BitsTheAccumulatorHas32()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column(Coarse, Biases, bits: 16);
        layer.InputRange = FixedPointLayers.Range(8192, signed: false, bits: 16);
        Assert.Equal(0, layer.Measure().SaturatedBiases);
        Assert.All(Biases.Zip(Bias(layer)), static pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void AnInputThatIsNotQuantizedLeavesTheBiasOnItsGrid()
    {
        using var scope = NewDisposeScope();
        var layer = FixedPointLayers.Column(Fine, Biases);
        var range = FixedPointLayers.Range(256, signed: false);
        range.Enabled = false;
        layer.InputRange = range;
        Assert.Equal([0.703125f, -1.296875f, 0.015625f], Bias(layer));
        layer.InputRange = new Pact2();
        Assert.Equal([0.703125f, -1.296875f, 0.015625f], Bias(layer));
    }

    [Fact]
    public void TheMergedBiasIsQuantized()
    {
        using var scope = NewDisposeScope();
        using var source = Linear(1, 3, hasBias: false);
        var norm = BatchNorm1d(3);
        using (no_grad())
        {
            norm.running_var!.fill_(1 - norm.eps);
            norm.bias!.copy_(tensor(Biases));
        }

        var layer = new PowerOfTwoLinear(source);
        layer.FoldBatchNorm(norm);
        Assert.Equal([0.703125f, -1.296875f, 0.015625f], Bias(layer));
    }

    [Fact]
    public void TheDefaultFollowsTheGranularity()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(BiasMode.Saturate16, FixedPointLayers.Of(Conv2d(4, 4, 3)).BiasMode);
        Assert.Equal(BiasMode.Int32, FixedPointLayers.Of(Conv2d(4, 4, 3), new() { Weights = Granularity.PerChannel }).BiasMode);
        Assert.Equal(BiasMode.Int32, FixedPointLayers.Of(Conv2d(4, 4, 3, groups: 4), new() { Weights = Granularity.Depthwise }).BiasMode);
        Assert.Equal(BiasMode.Saturate16, FixedPointLayers.Of(Conv2d(4, 4, 3), new() { Weights = Granularity.Depthwise }).BiasMode);
    }

    [Fact]
    public void SaturationWithAScaleForEachChannelIsAnErrorThatNamesTheLayer()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel) { Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.Saturate16 };
        var conv1 = Conv2d(3, 4, 3);
        var error = Assert.Throws<LayerConversionException>(() => layers.PowerOfTwo(conv1));
        Assert.StartsWith("Layer 'conv1': ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Int32", error.Message, StringComparison.Ordinal);

        var nested = Assert.Throws<LayerConversionException>(() => layers.Convert(Sequential(("stem", Sequential(("conv", Conv2d(3, 4, 3)))))));
        Assert.StartsWith("Layer 'stem.conv': ", nested.Message, StringComparison.Ordinal);
        var merged = Assert.Throws<LayerConversionException>(() => layers.Convert(Sequential(Conv2d(3, 4, 3), BatchNorm2d(4))));
        Assert.StartsWith("Layer '0': ", merged.Message, StringComparison.Ordinal);
        Assert.Throws<QuantizationException>(() => FixedPointLayers.Of(
            Conv2d(4, 4, 3, groups: 4), new() { Weights = Granularity.Depthwise, Bias = BiasMode.Saturate16 }));
    }

    [Fact]
    public void AStoredBiasIsMergedToItself()
    {
        manual_seed(5);
        foreach (var (hasBias, normalized, affine) in new[] { (true, false, true), (true, true, true), (true, true, false), (false, true, true) })
        {
            using var scope = NewDisposeScope();
            using var source = Conv2d(3, 5, 3, bias: hasBias);
            var layer = FixedPointLayers.Of(source);
            layer.InputRange = FixedPointLayers.Range(256, signed: true);
            if (normalized)
                layer.FoldBatchNorm(FixedPointLayers.NormFor(source, affine));
            var expected = Bias(layer);

            Assert.True(layer.StoreBias());
            layer.Enabled = false;
            Assert.All(expected.Zip(Bias(layer)), static pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void WithNowhereToStoreABiasNothingHappens()
    {
        using var scope = NewDisposeScope();
        using var source = Conv2d(3, 5, 3, bias: false);
        Assert.False(FixedPointLayers.Of(source).StoreBias());
        var layer = FixedPointLayers.Of(source);
        layer.FoldBatchNorm(FixedPointLayers.NormFor(source, affine: false));
        Assert.False(layer.StoreBias());
        Assert.False(FixedPointLayers.Column(Coarse, Biases, new() { Bias = BiasMode.Int32 }).StoreBias());
    }

    private static float[] Bias(PowerOfTwoLayer layer) => Tensors.Floats(layer.Deployed().Bias!);
}
