using QuantGen.Calibration;
using QuantGen.Quantizers;
using Xunit;
using static QuantGen.Tests.Modules.UserModels;
using static TorchSharp.torch;

namespace QuantGen.Tests.Modules;

public sealed class LayerOverrideTests
{
    private static readonly string[] Names =
    [
        "stem._input_quantizer", "stem._weight_quantizer",
        "first.conv._input_quantizer", "first.conv._weight_quantizer", "first.residual_quantizer",
        "blocks.0.conv._input_quantizer", "blocks.0.conv._weight_quantizer", "blocks.0.residual_quantizer",
        "blocks.1.conv._input_quantizer", "blocks.1.conv._weight_quantizer", "blocks.1.residual_quantizer",
        "shared._input_quantizer", "shared._weight_quantizer", "mixer.residual_quantizer",
        "fc._input_quantizer", "fc._weight_quantizer", "fc_input_quantizer_2", "output_quantizer",
    ];

    [Fact]
    public void WithoutOverridesEveryQuantizerIsAsTheClassSays()
    {
        using var model = new Network();
        using var twin = model.ToQuantized();

        var quantizers = twin.Quantizers();
        Assert.Equal(Names, quantizers.Select(static named => named.Name));
        Assert.All(quantizers, static named => Assert.Equal((named.Name, 8, true), (named.Quantizer.FullName, named.Quantizer.Bits, named.Quantizer.Enabled)));
    }

    [Theory]
    [InlineData("fc", "fc._input_quantizer fc._weight_quantizer fc_input_quantizer_2")]
    [InlineData("blocks.*", "blocks.0.conv._input_quantizer blocks.0.conv._weight_quantizer blocks.0.residual_quantizer blocks.1.conv._input_quantizer blocks.1.conv._weight_quantizer blocks.1.residual_quantizer")]
    [InlineData("blocks.?.conv", "blocks.0.conv._input_quantizer blocks.0.conv._weight_quantizer blocks.1.conv._input_quantizer blocks.1.conv._weight_quantizer")]
    [InlineData("first.residual_quantizer", "first.residual_quantizer")]
    [InlineData("mixer.conv", "shared._input_quantizer shared._weight_quantizer")]
    [InlineData("output_quantizer", "output_quantizer")]
    [InlineData("*stem", "stem._input_quantizer stem._weight_quantizer")]
    public void APatternReachesTheLayersOfItsNames(string pattern, string expected)
    {
        using var model = new Network();
        using var twin = model.ToQuantized(new() { Layers = [new(pattern) { Enabled = false }] });

        Assert.Equal(
            expected.Split(' '), twin.Quantizers().Where(static named => !named.Quantizer.Enabled).Select(static named => named.Name));
    }

    [Fact]
    public void EachPropertyReachesItsKindOfQuantizer()
    {
        using var model = new Network();
        using var twin = model.ToQuantized(new()
        {
            Layers = [new("blocks.0.*") { WeightBits = 4, ActivationBits = 6, Calibrator = CalibratorKind.Max }],
        });

        var quantizers = twin.Quantizers().ToDictionary(static named => named.Name, static named => named.Quantizer.Descriptor);
        Assert.Equal(new QuantDescriptor { Bits = 6 }, quantizers["blocks.0.conv._input_quantizer"]);
        Assert.Equal(new QuantDescriptor { Bits = 6 }, quantizers["blocks.0.residual_quantizer"]);
        Assert.Equal(new QuantDescriptor { Bits = 4, NarrowRange = true, Axes = [0] }, quantizers["blocks.0.conv._weight_quantizer"]);
        Assert.Equal(new QuantDescriptor { Calibrator = CalibratorKind.Histogram }, quantizers["blocks.1.conv._input_quantizer"]);
    }

    [Fact]
    public void DescriptorsKeepTheLayersAxisAndBitsApplyOnTop()
    {
        using var model = new Network();
        using var twin = model.ToQuantized(new()
        {
            WeightDescriptor = QuantDescriptor.Int8PerTensor,
            Layers =
            [
                new("*.conv") { WeightDescriptor = QuantDescriptor.Int8ConvTransposeWeightPerChannel, WeightBits = 3 },
                new("stem") { InputDescriptor = QuantDescriptor.UInt8PerTensor },
            ],
        });

        var quantizers = twin.Quantizers().ToDictionary(static named => named.Name, static named => named.Quantizer.Descriptor);
        Assert.Equal(QuantDescriptor.Int8ConvWeightPerChannel with { Bits = 3 }, quantizers["first.conv._weight_quantizer"]);
        Assert.Equal(QuantDescriptor.Int8PerTensor, quantizers["stem._weight_quantizer"]);
        Assert.Equal(QuantDescriptor.UInt8PerTensor, quantizers["stem._input_quantizer"]);
    }

    [Fact]
    public void OfTwoThatMatchTheLaterWins()
    {
        using var model = new Network();
        using var twin = model.ToQuantized(new()
        {
            Layers = [new("*") { Enabled = false, ActivationBits = 4 }, new("fc") { Enabled = true, ActivationBits = 5 }],
        });

        Assert.Equal(
            ["fc._input_quantizer", "fc._weight_quantizer", "fc_input_quantizer_2"],
            twin.Quantizers().Where(static named => named.Quantizer.Enabled).Select(static named => named.Name));
        Assert.Equal(5, twin.Quantizers().Single(static named => named.Name == "fc._input_quantizer").Quantizer.Bits);
        Assert.Equal(4, twin.Quantizers().Single(static named => named.Name == "stem._input_quantizer").Quantizer.Bits);
    }

    [Fact]
    public void SwitchedOffTheTwinComputesWhatTheModelDoes()
    {
        using var scope = NewDisposeScope();
        using var model = new Network();
        model.eval();
        using var twin = model.ToQuantized(new() { FoldBatchNorm = false, Layers = [new("*") { Enabled = false }] });
        twin.eval();

        var input = randn(2, 1, 2, 2);
        Assert.Equal(Tensors.Floats(model.call(input)), Tensors.Floats(twin.call(input)));
        var error = Assert.Throws<CalibrationException>(() => new Calibrator(twin));
        Assert.Contains("no quantizer to calibrate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALearnedRangeIsRegisteredUnderItsKeys()
    {
        using var model = new Network();
        using var twin = model.ToQuantized(new()
        {
            Layers = [new("fc") { InputDescriptor = new() { LearnAmax = true, Amax = [2] } }],
        });

        Assert.Contains("fc._input_quantizer.clip.clip_value_max", twin.state_dict().Keys);
        var quantizer = twin.Quantizers().Single(static named => named.Name == "fc._input_quantizer").Quantizer;
        Assert.True(quantizer.ClipEnabled);

        quantizer.Start(QuantDescriptor.Int8PerTensor);

        Assert.Null(quantizer.LearnedRange);
        Assert.False(quantizer.ClipEnabled);
        Assert.DoesNotContain(twin.state_dict().Keys, static key => key.StartsWith("fc._input_quantizer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("layr4.*", "matches no quantized layer of QuantNetwork; there are stem, first.conv")]
    [InlineData("blocks", "write 'blocks.*'")]
    [InlineData("first.bn", "'first.bn'")]
    [InlineData("FC", "'FC'")]
    public void APatternThatMatchesNothingIsNamed(string pattern, string message)
    {
        using var model = new Network();
        var options = new QuantizationOptions { Layers = [new("fc") { Enabled = false }, new(pattern) { Enabled = false }] };

        var error = Assert.Throws<QuantizationException>(() => model.ToQuantized(options));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsOfLayersWithoutAnyAreAnError()
    {
        using var model = new Network();
        var options = new QuantizationOptions { Layers = [new("*.residual_quantizer") { WeightBits = 4 }] };

        var error = Assert.Throws<QuantizationException>(() => model.ToQuantized(options));

        Assert.Contains("WeightBits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImpossibleValuesAreRefusedWhereTheyAreWritten()
    {
        Assert.Throws<ArgumentException>(static () => new LayerOverride(" "));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LayerOverride("a") { WeightBits = 17 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LayerOverride("a") { ActivationBits = 0 });
        Assert.Throws<ArgumentException>(static () => new LayerOverride("a") { InputDescriptor = new() { FakeQuant = false } });
        Assert.Throws<ArgumentException>(static () => new LayerOverride("a") { WeightDescriptor = new() { FakeQuant = false } });
    }

    [Fact]
    public void OneSetOfOptionsServesSeveralModels()
    {
        var options = new QuantizationOptions { Layers = [new("fc") { Enabled = false }] };
        using var model = new Network();
        using var first = model.ToQuantized(options);
        using var second = model.ToQuantized(options);

        Assert.NotSame(first.named_modules().First().module, second.named_modules().First().module);
        Assert.Equal(options, new QuantizationOptions { Layers = [new("fc") { Enabled = false }] });
    }
}
