using System.Text.Json;
using QuantGen.Quantizers;
using QuantGen.Sensitivity;
using QuantGen.Tests.Modules;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Sensitivity;

public sealed class SensitivityTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly UserModels.QuantNetwork _twin;
    private readonly string[] _layers;

    public SensitivityTests()
    {
        manual_seed(4);
        using var model = new UserModels.Network();
        _twin = model.ToQuantized(new QuantizationOptions { InputDescriptor = new QuantDescriptor { Dynamic = true }, WeightDescriptor = new QuantDescriptor { Dynamic = true } });
        _layers = [.. SensitivityAnalysis.Measure(_twin, static () => 0).Layers.Select(static layer => layer.Layer)];
    }

    public void Dispose()
    {
        _twin.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void EveryLayerIsLookedAtOnceByItsOwnName()
    {
        Assert.Equal(_layers.Distinct(StringComparer.Ordinal), _layers);
        Assert.Contains("stem", _layers);
        Assert.Contains("fc", _layers);
        Assert.Contains("blocks.1.residual_quantizer", _layers);
        Assert.DoesNotContain("fc_input_quantizer_2", _layers);
        Assert.DoesNotContain(_layers, static name => name.EndsWith("_weight_quantizer", StringComparison.Ordinal));
    }

    [Fact]
    public void OneQuantizedSwitchesExactlyThatLayerOn()
    {
        var seen = new List<string[]>();
        SensitivityAnalysis.Measure(_twin, () => Record(seen));
        Assert.Empty(seen[0]);
        Assert.Equal(_layers.Length + 1, seen.Count);
        Assert.Contains(["stem._input_quantizer", "stem._weight_quantizer"], seen);
        Assert.Contains(["fc._input_quantizer", "fc._weight_quantizer", "fc_input_quantizer_2"], seen);
    }

    [Fact]
    public void OneFloatSwitchesExactlyThatLayerOff()
    {
        var all = _twin.Quantizers().Select(static named => named.Name).ToArray();
        var seen = new List<string[]>();
        SensitivityAnalysis.Measure(_twin, () => Record(seen), new SensitivityOptions { Mode = SensitivityMode.OneFloat });
        Assert.Equal(all, seen[0]);
        Assert.Contains(all.Except(["stem._input_quantizer", "stem._weight_quantizer"], StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData(SensitivityMode.OneQuantized, true)]
    [InlineData(SensitivityMode.OneQuantized, false)]
    [InlineData(SensitivityMode.OneFloat, true)]
    [InlineData(SensitivityMode.OneFloat, false)]
    public void TheMostHarmfulLayerComesFirstWhicheverDirectionIsBetter(SensitivityMode mode, bool higherIsBetter)
    {
        // Each enabled quantizer of a layer costs: most in fc, less in stem, nothing elsewhere.
        double Cost() => _twin.Quantizers().Where(static named => named.Quantizer.Enabled)
            .Sum(static named => named.Name.StartsWith("fc", StringComparison.Ordinal) ? 2.0 : named.Name.StartsWith("stem", StringComparison.Ordinal) ? 0.5 : 0);
        var result = SensitivityAnalysis.Measure(_twin, () => higherIsBetter ? 10 - Cost() : Cost(), new SensitivityOptions { Mode = mode, HigherIsBetter = higherIsBetter });
        Assert.Equal(("fc", 6.0), (result.Layers[0].Layer, result.Layers[0].Sensitivity));
        Assert.Equal(("stem", 1.0), (result.Layers[1].Layer, result.Layers[1].Sensitivity));
        Assert.All(result.Layers.Skip(2), static layer => Assert.Equal(0, layer.Sensitivity));
        var total = mode == SensitivityMode.OneFloat ? 7.0 : 0;
        Assert.Equal(higherIsBetter ? 10 - total : total, result.Reference);
    }

    [Fact]
    public void ARealEvaluationSeesOneLayerQuantized()
    {
        var x = randn(2, 1, 2, 2);
        _twin.eval();
        Switch(false);
        var reference = _twin.call(x).sum().item<float>();
        Quantizer("stem._input_quantizer").Enabled = Quantizer("stem._weight_quantizer").Enabled = true;
        var expected = _twin.call(x).sum().item<float>();
        Switch(true);
        var result = SensitivityAnalysis.Measure(_twin, model => model.call(x).sum().item<float>());
        Assert.Equal(reference, result.Reference);
        Assert.Equal(expected, result.Layers.Single(static layer => layer.Layer == "stem").Score);
    }

    [Fact]
    public void NamesMeanThatLayerAloneAndPatternsWhatTheyMatch()
    {
        var options = new SensitivityOptions { Layers = ["blocks.1.*", "stem"] };
        var chosen = SensitivityAnalysis.Measure(_twin, static () => 0, options).Layers.Select(static layer => layer.Layer).ToList();
        Assert.Equal(_layers.Where(static name => name == "stem" || name.StartsWith("blocks.1.", StringComparison.Ordinal)), chosen);
        var message = Assert.Throws<QuantizationException>(() => SensitivityAnalysis.Measure(_twin, static () => 0, new SensitivityOptions { Layers = ["ste"] })).Message;
        Assert.StartsWith("The pattern 'ste' matches no quantized layer of QuantNetwork; there are ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhateverHappensTheModelIsAsItWasBefore()
    {
        _twin.train();
        Quantizer("stem._weight_quantizer").Enabled = false;
        _twin.named_children().First(static child => child.name == "first").module.eval();
        var before = State();
        SensitivityAnalysis.Measure(_twin, () =>
        {
            Assert.False(_twin.training);
            Assert.False(is_grad_enabled());
            Assert.False(Quantizer("stem._weight_quantizer").Enabled);
            return 0;
        });
        Assert.Equal(before, State());

        var calls = 0;
        Assert.Throws<InvalidTimeZoneException>(() => SensitivityAnalysis.Measure(_twin, () => ++calls == 3 ? throw new InvalidTimeZoneException() : 0));
        Assert.Equal(before, State());

        using var cancellation = new CancellationTokenSource();
        calls = 0;
        Assert.Throws<OperationCanceledException>(() => SensitivityAnalysis.Measure(
            _twin,
            () =>
            {
                if (++calls == 2)
                    cancellation.Cancel();
                return 0;
            },
            cancellationToken: cancellation.Token));
        Assert.Equal(2, calls);
        Assert.Equal(before, State());
    }

    [Fact]
    public void ProgressCountsEvaluations()
    {
        var reports = new List<QuantizationProgress>();
        SensitivityAnalysis.Measure(_twin, static () => 0, progress: new Listener(reports));
        Assert.Equal(Enumerable.Range(0, _layers.Length + 2).Select(static i => (long)i), reports.Select(static report => report.Done));
        Assert.All(reports, report => Assert.Equal(("sensitivity", _layers.Length + 1L), (report.Phase, report.Total)));
    }

    [Fact]
    public void ScoresThatAreNoNumbersComeFirstAndAreWrittenAsTexts()
    {
        var calls = 0;
        var options = new SensitivityOptions { Layers = ["stem", "fc"], HigherIsBetter = false };
        var result = SensitivityAnalysis.Measure(_twin, () => calls++ switch { 0 => 1, 1 => 1.5, _ => double.NaN }, options);
        Assert.Equal(["fc", "stem"], result.Layers.Select(static layer => layer.Layer));
        Assert.Equal(
            """{"mode":"oneQuantized","higherIsBetter":false,"reference":1,"layers":[{"layer":"fc","score":"NaN","sensitivity":"NaN"},{"layer":"stem","score":1.5,"sensitivity":0.5}]}""",
            result.ToJson());
        using var parsed = JsonDocument.Parse(result.ToJson());
        Assert.Equal("fc            NaN          NaN\nstem          1.5          0.5\n", result.ToString());
    }

    [Fact]
    public void AModelWithoutQuantizersIsRefused()
    {
        using var model = nn.Linear(2, 2);
        Assert.Contains("no quantizer", Assert.Throws<QuantizationException>(() => SensitivityAnalysis.Measure(model, static () => 0)).Message, StringComparison.Ordinal);
    }

    private double Record(List<string[]> seen)
    {
        seen.Add([.. _twin.Quantizers().Where(static named => named.Quantizer.Enabled).Select(static named => named.Name)]);
        return 0;
    }

    private TensorQuantizer Quantizer(string name) => _twin.Quantizers().Single(named => named.Name == name).Quantizer;

    private void Switch(bool isOn)
    {
        foreach (var (_, quantizer) in _twin.Quantizers())
            quantizer.Enabled = isOn;
    }

    private List<bool> State() =>
        [.. _twin.Quantizers().Select(static named => named.Quantizer.Enabled), .. _twin.modules().Select(static module => module.training)];

    private sealed class Listener(List<QuantizationProgress> reports) : IProgress<QuantizationProgress>
    {
        public void Report(QuantizationProgress value) => reports.Add(value);
    }
}
