using QuantGen.Calibration;
using QuantGen.Checkpoints;
using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Layers;

/// <summary>What quantized layers take part in, for power-of-two layers: overrides, names, checkpoints, and keeping weights.</summary>
public sealed class LayerIntegrationTests
{
    [Fact]
    public void QuantizersAndLayersAreNamed()
    {
        using var scope = NewDisposeScope();
        var twin = Twin();
        Assert.Equal(
            ["stem", "stem_quantizer", "body.conv", "body.relu", "fc", "fc_quantizer"],
            PowerOfTwoModules.Of(twin).Select(static part => (part.Module as PowerOfTwoLayer)?.FullName ?? ((Pact2)part.Module).FullName));
    }

    [Theory]
    [InlineData("*", "stem 4 stem_quantizer 16 body.conv 4 body.relu 16 fc 4 fc_quantizer 16")]
    [InlineData("body.*", "body.conv 4 body.relu 16")]
    [InlineData("stem", "stem 4 stem_quantizer 16")]
    [InlineData("*fc*", "fc 4 fc_quantizer 16")]
    public void OverridesReachLayersAndTheQuantizersBehindThem(string pattern, string expected)
    {
        using var scope = NewDisposeScope();
        var twin = Twin(new LayerOverride(pattern) { WeightBits = 4, ActivationBits = 16 });
        Assert.Equal(
            expected.Split(' ').Chunk(2).Select(static pair => (pair[0], pair[1])).Order(),
            Bits(twin).Where(static part => part.Bits != "8").Order());
    }

    [Fact]
    public void OverridesSwitchOff()
    {
        using var scope = NewDisposeScope();
        var twin = Twin(new LayerOverride("body.conv") { Enabled = false });
        Assert.Equal(["body.conv"], PowerOfTwoModules.Of(twin).Where(static part => part.Module is PowerOfTwoLayer { Enabled: false }).Select(static part => part.Name));
        Assert.Equal(["body.conv"], FloatLayers.Of(twin).Where(static layer => layer.Type != nameof(BatchNorm2d)).Select(static layer => layer.Name));
    }

    [Fact]
    public void ADefaultMeansOneKind()
    {
        using var scope = NewDisposeScope();
        var twin = Twin(LayerOverride.Of<PowerOfTwoConv2d>() with { WeightBits = 4 }, LayerOverride.Of<Pact2>() with { ActivationBits = 16 });
        Assert.Equal(
            [("stem", "4"), ("stem_quantizer", "16"), ("body.conv", "4"), ("body.relu", "16"), ("fc", "8"), ("fc_quantizer", "16")], Bits(twin));
    }

    [Fact]
    public void WhatAnOverrideCannotDoIsSaid()
    {
        using var scope = NewDisposeScope();
        Said("none of the layers", new LayerOverride("body.relu") { WeightBits = 4 });
        Said("the activation that it took the place of", new LayerOverride("body.conv") { ActivationBits = 4 });
        Said("describes quantizers", new LayerOverride("fc") { InputDescriptor = new QuantDescriptor() });
        Said("there are stem, stem_quantizer, body.conv, body.relu, fc, fc_quantizer", new LayerOverride("missing") { WeightBits = 4 });
        Said("'body.*'", new LayerOverride("body") { WeightBits = 4 });

        static void Said(string text, LayerOverride entry) =>
            Assert.Contains(text, Assert.Throws<QuantizationException>(() => Twin(entry)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCalibratorOfOtherTargetsRefusesTheTwin()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<CalibrationException>(() => new Calibrator(Twin()));
        Assert.Contains(nameof(PowerOfTwoCalibration), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FloatCheckpointsLoadAndMissingRangesAreListed()
    {
        using var scope = NewDisposeScope();
        var source = Source();
        var twin = Twin();
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            Checkpoint.Save(source, file);
            var report = Checkpoint.Load(twin, file, new LoadOptions { Match = CheckpointMatch.QuantizersMayBeMissing });
            Assert.Equal(6, report.Missing.Count);
            Assert.All(report.Missing, static key => Assert.True(key.EndsWith("clips_act", StringComparison.Ordinal) || key.EndsWith("num_batches_tracked", StringComparison.Ordinal), key));
            Assert.Equal(Tensors.Floats(source.get_parameter("stem.weight")!), Tensors.Floats(twin.get_parameter("stem.weight")!));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void InEvaluationTheQuantizedWeightIsKeptUntilSomethingChanges()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var source = Conv2d(3, 4, 3);
        var layer = FixedPointLayers.Of(source);
        var norm = FixedPointLayers.NormFor(source);
        layer.FoldBatchNorm(norm);
        layer.eval();
        norm.eval();
        var range = FixedPointLayers.Range(64, signed: true);
        layer.InputRange = range;
        var input = randn(2, 3, 6, 6);
        var seen = new List<float[]>();
        Action[] changes =
        [
            static () => { },
            () => layer.weight.mul_(0.9),
            () => layer.bias!.add_(1),
            () => norm.running_var!.mul_(2),
            () => norm.bias!.add_(1),
            () => norm.eps = 0.5,
            () => layer.WeightBits = 4,
            () => range.SetRange(-100, 100),
        ];
        foreach (var change in changes)
        {
            change();
            var (weight, bias) = layer.Deployed();
            var expected = Tensors.Floats(functional.conv2d(input, weight, bias));
            Assert.Equal(expected, Tensors.Floats(layer.call(input)));
            Assert.Equal(expected, Tensors.Floats(layer.call(input)));
            Assert.DoesNotContain(seen, before => before.AsSpan().SequenceEqual(expected));
            seen.Add(expected);
        }
    }

    [Fact]
    public void TheObserverSeesTheResultAndWhatRoundingTookFromTheBias()
    {
        using var scope = NewDisposeScope();
        using var source = Conv2d(3, 4, 3);
        var layer = FixedPointLayers.Of(source);
        var norm = FixedPointLayers.NormFor(source);
        layer.FoldBatchNorm(norm);
        var observer = new Observer();
        layer.Observer = observer;
        var input = randn(2, 3, 6, 6);
        foreach (var trains in new[] { true, false })
        {
            norm.train(trains);
            using var mode = set_grad_enabled(trains);
            var output = layer.call(input);
            Assert.Equal(Tensors.Floats(output), observer.Output);

            var rounded = layer.Deployed().Bias!;
            layer.Enabled = false;
            var exact = layer.Deployed().Bias!;
            layer.Enabled = true;
            Assert.All(Tensors.Floats(exact - rounded).Zip(observer.Rounding!), static pair => Assert.Equal(pair.First, pair.Second, 1e-7f));
        }

        layer.Enabled = false;
        norm.eval();
        layer.call(input);
        Assert.Null(observer.Rounding);
    }

    [Fact]
    public void AnOutputSizeIsKept()
    {
        using var scope = NewDisposeScope();
        using var source = ConvTranspose2d(3, 4, 3, stride: 2);
        var layer = new PowerOfTwoConvTranspose2d(source);
        Assert.Equal([2, 4, 12, 12], layer.forward(randn(2, 3, 5, 5), [12, 12]).shape);
        Assert.Contains("11 to 12", Assert.Throws<ArgumentException>(() => layer.forward(randn(2, 3, 5, 5), [13, 13])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DepthwiseGranularityHoldsForOtherTargetsToo()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.Depthwise);
        Assert.NotNull(layers.Quantize(Conv2d(4, 4, 3, groups: 4))!.WeightQuantizer.Descriptor.Axes);
        Assert.Null(layers.Quantize(Conv2d(1, 4, 3))!.WeightQuantizer.Descriptor.Axes);
        Assert.Null(layers.Quantize(Linear(4, 4))!.WeightQuantizer.Descriptor.Axes);
    }

    [Fact]
    public void OptionsThatMeanNothingAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoOptions { ActivationTail = 50 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoOptions { WeightTail = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoOptions { Bias = (BiasMode)9 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoOptions { Gradient = (GradientForm)9 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new WeightClipping { Ratio = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new WeightClipping { Threshold = float.NaN });
    }

    [Fact]
    public void OptionsThatNoPartOfTheTwinLooksAtAreRefused()
    {
        using var scope = NewDisposeScope();
        foreach (var (options, name) in ((QuantizationOptions, string)[])
        [
            (new() { InputDescriptor = QuantDescriptor.Int8PerTensor }, "InputDescriptor"),
            (new() { WeightDescriptor = QuantDescriptor.Int8PerTensor }, "WeightDescriptor"),
            (new() { QuantizePools = false }, "QuantizePools"),
        ])
        {
            var error = Assert.Throws<ArgumentException>(() => Complete(Converter(options)));
            Assert.Contains($"is a power-of-two twin, on which {name} has no effect: leave it out", error.Message, StringComparison.Ordinal);
            Complete(new LayerConverter(Granularity.PerChannel, options));
        }

        var powerOfTwo = new QuantizationOptions { PowerOfTwo = new(), VectorizedBatchNorm = true, FoldBatchNorm = false };
        Complete(Converter(powerOfTwo));
        var other = Assert.Throws<ArgumentException>(() => Complete(new LayerConverter(Granularity.PerChannel, powerOfTwo)));
        Assert.Contains("is no power-of-two twin, so that PowerOfTwo has no effect: leave it out", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsForANestedModelOfTheOtherKindAreTaken()
    {
        using var scope = NewDisposeScope();
        var quantized = Sequential(("own", new LayerConverter(Granularity.PerChannel).Convert(Source())!), ("nested", Twin()));

        new LayerConverter(Granularity.PerChannel, new() { PowerOfTwo = new() }).Complete(quantized);
        Converter(new() { InputDescriptor = QuantDescriptor.Int8PerTensor }).Complete(quantized);

        Assert.Equal("own.stem._input_quantizer", quantized.Quantizers()[0].Quantizer.FullName);
    }

    [Fact]
    public void WhatTheTwinReturnsIsQuantizedUnlessItNeedNotBe()
    {
        using var scope = NewDisposeScope();
        Assert.NotNull(Converter(null).OutputPact2());
        Assert.NotNull(Converter(null).InputPact2());
        Assert.Null(Converter(new() { PowerOfTwo = new() { QuantizeOutput = false } }).OutputPact2());
        Assert.Null(Converter(new() { PowerOfTwo = new() { QuantizeInput = false } }).InputPact2());

        var nested = Converter(Converter(null).With(activationFollows: true).Options);
        Assert.True(nested.ActivationFollows);
        Assert.Null(nested.OutputPact2());
        Assert.Null(nested.InputPact2());
        Assert.False(Converter(nested.Options).ActivationFollows);
        Assert.NotNull(Converter(Converter(null).Options).OutputPact2());
        Assert.False(Converter(Converter(new() { PowerOfTwo = new() { QuantizeOutput = false } }).Options).ActivationFollows);

        var layers = Converter(null);
        Assert.Null(layers.ActivationPact2(layers.Convert(Sequential(BatchNorm2d(3), Conv2d(3, 4, 3)))));
        Assert.Null(layers.ActivationPact2(layers.Pact2(ReLU())));
        Assert.NotNull(layers.ActivationPact2(layers.Convert(Sequential(Conv2d(3, 4, 3)))));
        Assert.NotNull(layers.ActivationPact2(null));
    }

    private static LayerConverter Converter(QuantizationOptions? options) =>
        new(Granularity.PerTensor, options) { Target = QuantizationTarget.PowerOfTwo };

    private static Sequential Source() => Sequential(
        ("stem", Conv2d(3, 4, 3)), ("body", Sequential(("conv", Conv2d(4, 4, 3)), ("bn", BatchNorm2d(4)), ("relu", ReLU()))), ("flat", Flatten()),
        ("fc", Linear(64, 2)));

    private static QuantSequential Twin(params LayerOverride[] overrides)
    {
        var layers = Converter(new() { Layers = [.. overrides] });
        var twin = layers.Convert(Source());
        layers.Complete(twin);
        return twin;
    }

    private static void Complete(LayerConverter layers) => layers.Complete(layers.Convert(Source()));

    private static IEnumerable<(string Name, string Bits)> Bits(Module twin) => PowerOfTwoModules.Of(twin).Select(static part => (
        part.Name,
        (part.Module is PowerOfTwoLayer layer ? layer.WeightBits : ((Pact2)part.Module).Bits).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private sealed class Observer : IOutputObserver
    {
        public float[]? Output { get; private set; }

        public float[]? Rounding { get; private set; }

        public void Observe(Tensor output, Tensor? biasRounding) =>
            (Output, Rounding) = (Tensors.Floats(output), biasRounding is null ? null : Tensors.Floats(biasRounding));
    }
}
