using QuantGen.Calibration;
using QuantGen.Checkpoints;
using QuantGen.Graph;
using QuantGen.LowBit;
using QuantGen.Modules;
using QuantGen.Quantizers;
using QuantGen.Reporting;
using QuantGen.Sensitivity;
using QuantGen.Tests.Checkpoints;
using QuantGen.Tests.PowerOfTwo;
using QuantGen.Training;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Layers;

/// <summary>What quantized layers take part in, for low-bit layers: first and last, overrides, names, summaries, checkpoints.</summary>
public sealed class LowBitTwinTests : IDisposable
{
    private readonly CheckpointFiles _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void FirstAndLastStayInFloat() =>
        Assert.Equal(["stem 4 4 off", "body.conv1 4 4", "body.conv2 4 4", "head 4 4 off"], new LowBitTwin().Levels);

    [Fact]
    public void FirstAndLastAreQuantizedWhereOneAsks()
    {
        Assert.Equal(["stem 4 4", "body.conv1 4 4", "body.conv2 4 4", "head 4 4"], new LowBitTwin(Of(new LowBitOptions { FirstAndLast = FirstAndLast.Quantize })).Levels);
        Assert.Equal(["stem 4 4 off", "body.conv1 4 4", "body.conv2 4 4", "head 256 4"], new LowBitTwin(asksForHead: true).Levels);
        Assert.Equal(["stem 4 4", "body.conv1 4 4", "body.conv2 4 4", "head 4 4 off"], new LowBitTwin(Of(new LayerOverride("stem") { Enabled = true })).Levels);
    }

    [Fact]
    public void BehindAFirstLayerThatIsKeptInFloatNoOtherIsTheFirst() =>
        Assert.Equal(["stem 4 4", "body.conv1 4 4", "body.conv2 4 4", "head 4 4 off"], new LowBitTwin(keepsStem: true).Levels);

    [Fact]
    public void OverridesChooseLevelsAndAlgorithms()
    {
        var twin = new LowBitTwin(Of(
            new LayerOverride("body.*") { WeightBits = 3, ActivationBits = 8 },
            new LayerOverride("body.conv2") { InputSide = new LowBitSide { Algorithm = LowBitAlgorithm.Xnor, Levels = 2 }, WeightBits = 1 },
            new LayerOverride("stem") { WeightBits = 4 },
            LayerOverride.Of<LowBitLinear>() with { WeightSide = new LowBitSide { Algorithm = LowBitAlgorithm.DoReFa, Levels = 5 } }));

        Assert.Equal(["stem 16 4 off", "body.conv1 8 256", "body.conv2 2 2", "head 5 4 off"], twin.Levels);
        Assert.Equal(LowBitAlgorithm.Xnor, twin.LowBitLayers()[2].Layer.InputQuantizer!.Side.Algorithm);
        Assert.Equal(["body.conv2._input_quantizer", "body.conv2._weight_quantizer"], twin.LowBitQuantizers().Where(static named => named.Name.StartsWith("body.conv2", StringComparison.Ordinal)).Select(static named => named.Quantizer.FullName));
    }

    [Fact]
    public void WhatAnOverrideCannotDoIsSaid()
    {
        Said("describes quantizers that a low-bit twin does not have", new LayerOverride("stem") { InputDescriptor = new QuantDescriptor() });
        Said("there are stem, body.conv1, body.conv2, head", new LayerOverride("missing") { WeightBits = 4 });
        Said("cannot be applied to 'stem': ", new LayerOverride("stem") { WeightSide = new LowBitSide { Groups = 7 } });
        Said("cannot be applied to 'head': ", new LayerOverride("head") { InputSide = new LowBitSide { Algorithm = LowBitAlgorithm.TrainedTernary, Levels = 3 } });

        static void Said(string text, LayerOverride entry) =>
            Assert.Contains(text, Assert.Throws<QuantizationException>(() => new LowBitTwin(Of(entry))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsWithoutEffectAreRefused()
    {
        Refused("FoldBatchNorm", new QuantizationOptions { FoldBatchNorm = true });
        Refused("InputDescriptor", new QuantizationOptions { InputDescriptor = new QuantDescriptor() });
        Refused("PowerOfTwo", new QuantizationOptions { PowerOfTwo = new QuantGen.PowerOfTwo.PowerOfTwoOptions() });

        static void Refused(string option, QuantizationOptions options) =>
            Assert.Contains(option, Assert.Throws<ArgumentException>(() => new LowBitTwin(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsForThisTargetAreRefusedByOthers()
    {
        var options = Of(new LowBitOptions());
        var error = Assert.Throws<ArgumentException>(() => new LayerConverter(Granularity.PerChannel, options).Complete(nn.Sequential()));
        Assert.Contains("is no low-bit twin, so that LowBit has no effect", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AChoiceThatALayerCannotHaveNamesTheLayer()
    {
        var error = Assert.Throws<LayerConversionException>(() => new LowBitTwin(Of(new LowBitOptions { Weights = new LowBitSide { Groups = 5 } })));
        Assert.StartsWith("Layer 'nn.Conv2d(3, 4, 3, padding: 1)': 5 groups", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SummariesNameEveryQuantizer() => Assert.Equal(
        """
        stem._input_quantizer        : LowBitQuantizer(Pact 4 levels off)
        stem._weight_quantizer       : LowBitQuantizer(Lsq 4 levels x 4 groups off)
        body.conv1._input_quantizer  : LowBitQuantizer(Pact 4 levels)
        body.conv1._weight_quantizer : LowBitQuantizer(Lsq 4 levels x 4 groups)
        body.conv2._input_quantizer  : LowBitQuantizer(Pact 4 levels)
        body.conv2._weight_quantizer : LowBitQuantizer(Lsq 4 levels x 4 groups)
        head._input_quantizer        : LowBitQuantizer(Pact 4 levels off)
        head._weight_quantizer       : LowBitQuantizer(Lsq 4 levels x 2 groups off)

        """.ReplaceLineEndings("\n"),
        QuantizerSummary.Of(new LowBitTwin()));

    [Fact]
    public void FloatLayersAreThoseThatAreOffAndNormalizations() =>
        Assert.Equal(["stem", "body.norm", "head"], FloatLayers.Of(new LowBitTwin()).Select(static layer => layer.Name));

    [Theory]
    [InlineData("model.dat")]
    [InlineData("model.safetensors")]
    public void ACheckpointHoldsWhatIsLearnedAndHowItQuantizes(string name)
    {
        var saved = Trained(new LowBitTwin(Of(new LayerOverride("body.conv1") { WeightBits = 4 })));
        var model = new LowBitTwin(Of(new LayerOverride("body.conv1") { WeightBits = 4 }));
        Checkpoint.Save(saved, _files.Path(name));

        var report = Checkpoint.Load(model, _files.Path(name));

        Assert.True(report.IsComplete);
        Assert.True(report.IsDescribed);
        Assert.Empty(report.Notes);
        Assert.Equal(CheckpointFiles.State(saved), CheckpointFiles.State(model));
    }

    [Fact]
    public void OtherLevelsAndAlgorithmsAreAnErrorThatNamesThem()
    {
        Checkpoint.Save(Trained(new LowBitTwin(Of(new LayerOverride("body.conv1") { WeightBits = 4 }))), _files.Path());
        var model = new LowBitTwin(Of(new LayerOverride("body.conv2") { InputSide = new LowBitSide { Algorithm = LowBitAlgorithm.Lsq, Levels = 16, Groups = 1 } }));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, _files.Path()));

        Assert.Contains("body.conv1._weight_quantizer (file (Lsq 16 levels x 4 groups), model (Lsq 4 levels x 4 groups))", error.Message, StringComparison.Ordinal);
        Assert.Contains("body.conv2._input_quantizer (file (Pact 4 levels from-zero), model (Lsq 16 levels from-zero))", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFloatModelsFileLoadsWhereQuantizersMayBeMissing()
    {
        var twin = new LowBitTwin();
        var model = nn.Sequential(("stem", nn.Conv2d(3, 4, 3, padding: 1)), ("body", nn.Sequential(("conv1", nn.Conv2d(4, 4, 3)), ("norm", nn.BatchNorm2d(4)), ("conv2", nn.Conv2d(4, 4, 3)))), ("head", nn.Linear(4, 2)));
        Checkpoint.Save(model, _files.Path());

        var report = Checkpoint.Load(twin, _files.Path(), CheckpointMatch.QuantizersMayBeMissing);

        Assert.All(report.Missing, static key => Assert.Contains("_quantizer.", key, StringComparison.Ordinal));
        Assert.True(((LowBitLayer)twin.LowBitLayers()[0].Layer).weight.eq(((Conv2d)model.children().First()).weight).all().item<bool>());
    }

    [Fact]
    public void AQuantizerWithoutARangeIsNotSavedAsFinished()
    {
        var twin = new LowBitTwin(Of(new LayerOverride("body.conv1") { InputSide = new LowBitSide() }));
        var error = Assert.Throws<UncalibratedQuantizerException>(() => Checkpoint.Save(twin, _files.Path()));
        Assert.Contains("body.conv1._input_quantizer", error.Message, StringComparison.Ordinal);

        Checkpoint.Save(twin, _files.Path(), requireCalibrated: false);
    }

    [Fact]
    public void SensitivitySwitchesOneLayerAtATime()
    {
        var twin = Trained(new LowBitTwin());
        var seen = new List<string>();

        var result = SensitivityAnalysis.Measure(twin, () =>
        {
            seen.Add(string.Join(' ', twin.LowBitLayers().Where(static layer => layer.Layer.Enabled).Select(static layer => layer.Name)));
            return seen.Count;
        });

        Assert.Equal(["", "body.conv1", "body.conv2"], seen);
        Assert.Equal(["body.conv1", "body.conv2"], result.Layers.Select(static layer => layer.Layer).Order(StringComparer.Ordinal));
        Assert.Equal(["stem 4 4 off", "body.conv1 4 4", "body.conv2 4 4", "head 4 4 off"], twin.Levels);
    }

    [Fact]
    public void WhatIsForOtherTwinsSaysSo()
    {
        Assert.Contains("train it", Assert.Throws<CalibrationException>(() => new Calibrator(new LowBitTwin())).Message, StringComparison.Ordinal);
        Assert.Contains(nameof(QuantizerSummary), Assert.Throws<QuantizationException>(() => QuantizationReport.Of(new LowBitTwin())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALayerHasNoFormInAGraphAndSaysWhatToDo()
    {
        var error = Assert.Throws<GraphException>(() => QuantGraph.Of(nn.Sequential(("layer", new LowBitLinear(nn.Linear(3, 2), new LowBitOptions()))), [1, 3]));
        Assert.Contains(nameof(LowBitLayer.WeightToIntegers), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LearnedValuesAreFoundByTheirNames() => Assert.Equal(
        ["body.conv1._input_quantizer.clip_val", "body.conv1._weight_quantizer.clip_val", "body.conv2._input_quantizer.clip_val", "body.conv2._weight_quantizer.clip_val"],
        ParameterPatterns.Match(new LowBitTwin(), @"^body\..*clip_val$").Select(static entry => entry.Name).Order(StringComparer.Ordinal));

    private static LowBitTwin Trained(LowBitTwin twin)
    {
        using var noGradient = no_grad();
        twin.train();
        twin.call(new Draws(7).Normal(2, 3, 6, 6)).Dispose();
        return twin;
    }

    private static QuantizationOptions Of(params LayerOverride[] overrides) => new() { Layers = [.. overrides] };

    private static QuantizationOptions Of(LowBitOptions options) => new() { LowBit = options };
}
