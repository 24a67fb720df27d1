using QuantGen.PowerOfTwo;
using Xunit;

namespace QuantGen.Tests.PowerOfTwo.Calibration;

public sealed class RecipeTests
{
    // The four published variants, section 1.6: range of activations, clipping of weights, bias correction, ranges of weights, biases.
    public static TheoryData<string, double, bool, bool, Granularity, BiasMode> Variants => new()
    {
        { "Simple", 0, false, false, Granularity.PerTensor, BiasMode.Saturate16 },
        { "Advanced", 0.01, true, true, Granularity.PerTensor, BiasMode.Saturate16 },
        { "Advanced DW", 0.01, true, true, Granularity.Depthwise, BiasMode.Int32 },
        { "Advanced Per-Channel", 0.01, true, true, Granularity.PerChannel, BiasMode.Int32 },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Section_1_6_VariantMatrix(string name, double tail, bool clips, bool corrects, Granularity weights, BiasMode bias)
    {
        var recipe = Assert.Single(PowerOfTwoRecipe.All, recipe => recipe.Name == name);
        var options = recipe.Options.PowerOfTwo!;
        Assert.Equal(tail, options.ActivationTail);
        Assert.Equal(0, options.WeightTail);
        Assert.Equal(clips ? new WeightClipping { Ratio = 16, Threshold = 15 } : null, options.WeightClipping);
        Assert.Equal(weights, options.Weights);
        Assert.Equal(bias, options.Bias);
        Assert.True(options is { PowerOfTwoActivations: true, PowerOfTwoWeights: true, QuantizeInput: true, QuantizeOutput: true });
        Assert.Equal(corrects, recipe.Calibration.BiasCorrection);
        Assert.Equal(0.05, recipe.Calibration.Eta);
        Assert.Equal(1, recipe.Calibration.EtaDecay);
        Assert.False(recipe.Calibration.WeightSpreadCorrection);
        Assert.Equal(CalibrationPass.Quantized, recipe.Calibration.RangePass);
        Assert.Empty(recipe.Options.Layers);
    }

    [Fact]
    public void AllAreInTheOrderOfTheTables() =>
        Assert.Equal(["Simple", "Advanced", "Advanced DW", "Advanced Per-Channel"], PowerOfTwoRecipe.All.Select(static recipe => recipe.ToString()));

    [Fact]
    public void OtherBitsAreAnOverrideForAllLayers()
    {
        var recipe = PowerOfTwoRecipe.Advanced with { Bits = 16 };
        Assert.Equal("Advanced, 16 bit", recipe.ToString());
        var layers = Assert.Single(recipe.Options.Layers);
        Assert.Equal(("*", 16, 16), (layers.Pattern, layers.WeightBits, layers.ActivationBits));
        Assert.Equal(BiasMode.Int32, recipe.Options.PowerOfTwo?.Bias);
        Assert.Equal(BiasMode.Saturate16, PowerOfTwoRecipe.Advanced.Options.PowerOfTwo?.Bias);
        Assert.Throws<ArgumentOutOfRangeException>(static () => PowerOfTwoRecipe.Advanced with { Bits = 17 });
    }

    [Fact]
    public void SettingsOutsideTheirRangesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoCalibrationSettings { Eta = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoCalibrationSettings { Eta = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoCalibrationSettings { EtaDecay = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoCalibrationSettings { RangePass = (CalibrationPass)2 });
    }
}
