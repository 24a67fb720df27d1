using System.Text.Json;
using QuantGen.PowerOfTwo;
using QuantGen.Reporting;
using QuantGen.Testing;
using QuantGen.Testing.Snapshots;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Reporting;

/// <summary>Reports of power-of-two twins.</summary>
public sealed class PowerOfTwoReportTests : IDisposable
{
    private readonly PowerOfTwoReportNets _nets = new PowerOfTwoReportNets().WithRanges();

    public void Dispose() => _nets.Dispose();

    [Fact]
    public void EveryQuantizerAndWeightIsListedWithWhatItQuantizes()
    {
        var report = _nets.Report();

        Assert.Equal(
            [
                ("input_quantizer", "input_quantizer", QuantizerRole.Activation, "input of TwinNet", "int8", "tensor"),
                ("conv1.weight", "conv1", QuantizerRole.Weight, "weight of PowerOfTwoConv2d, normalization merged", "int8", "tensor"),
                ("relu1", "relu1", QuantizerRole.Activation, "result of a ReLU in TwinNet", "uint8", "tensor"),
                ("conv2.weight", "conv2", QuantizerRole.Weight, "weight of PowerOfTwoConv2d, depthwise", "int8", "tensor"),
                ("fc.weight", "fc", QuantizerRole.Weight, "weight of PowerOfTwoLinear", "int4", "tensor"),
                ("fc_quantizer", "fc_quantizer", QuantizerRole.Activation, "result of fc in TwinNet", "int8", "tensor"),
            ],
            report.Quantizers.Select(static quantizer =>
                (quantizer.Name, quantizer.Layer, quantizer.Role, quantizer.What, quantizer.Format, quantizer.Granularity)));
        Assert.Equal(
            [("input_quantizer", "Pact2"), ("conv1", "PowerOfTwoConv2d"), ("relu1", "Pact2"), ("conv2", "PowerOfTwoConv2d"), ("fc", "PowerOfTwoLinear"), ("fc_quantizer", "Pact2")],
            report.Layers.Select(static layer => (layer.Name, layer.Type)));
        Assert.All(report.Quantizers, static quantizer => Assert.True(quantizer is { Enabled: true, Calibrated: true, Descriptor: null }));
        Assert.Empty(report.FloatLayers);
        Assert.Empty(report.Unreached);
    }

    [Fact]
    public void RangesAreClipBoundsAndLevelsAreThoseOfTheTwin()
    {
        var report = _nets.Report(new ReportOptions());

        Assert.Equal(new FixedPointReport(Signed: true, -2, 2, 64, 6, new StoredRangeReport(-1.5f, 1.9f, Fixed: false)), Named(report, "input_quantizer").FixedPoint);
        Assert.Equal(new FixedPointReport(Signed: false, 0, 4, 64, 6, new StoredRangeReport(0, 2.5f, Fixed: false)), Named(report, "relu1").FixedPoint);
        Assert.Equal(new FixedPointReport(Signed: true, -8, 8, 16, 4, new StoredRangeReport(-1, 5.3f, Fixed: false)), Named(report, "fc_quantizer").FixedPoint);

        // Two thirds are clipped at 1, with 8 levels on each side for 4 bits.
        Assert.Equal(new FixedPointReport(Signed: true, -1, 1, 8, 3), Named(report, "fc.weight").FixedPoint);
        Assert.Equal(new RangeReport(2, 2, 2, 1), Named(report, "input_quantizer").Range);
        Assert.Equal(new RangeReport(1, 1, 1, 1), Named(report, "fc.weight").Range);
    }

    [Fact]
    public void SummaryCountsParametersBytesAndKinds()
    {
        var model = _nets.Report().Model;

        // 4 + 4 weights of 8 bits and 12 of 4; biases of 4 (from the normalization), 4 and 3 in float; 6 ranges.
        Assert.Equal(4 + 8 + 4 + 4 + 12 + 3, model.Parameters);
        Assert.Equal(4 + 4 + 6 + ((4 + 4 + 3 + 6) * 4), model.QuantizedBytes);
        Assert.Equal((3, 6, 6, 6), (model.QuantizedLayers, model.Quantizers, model.Enabled, model.Calibrated));
        Assert.Equal(
            [
                new QuantizerGroup(QuantizerRole.Weight, "int8", "tensor", 2),
                new QuantizerGroup(QuantizerRole.Activation, "int8", "tensor", 2),
                new QuantizerGroup(QuantizerRole.Weight, "int4", "tensor", 1),
                new QuantizerGroup(QuantizerRole.Activation, "uint8", "tensor", 1),
            ],
            model.Groups);
    }

    [Fact]
    public void RangesForEachChannelAreCountedAndBiasesFollow()
    {
        using var nets = new PowerOfTwoReportNets(new PowerOfTwoOptions { Weights = Granularity.Depthwise }).WithRanges();
        var report = nets.Report();

        // Weights of conv2 are -8, -1, 6 and -4 twelfths.
        Assert.Equal(("channel", new RangeReport(0.125f, 0.5f, 1, 4)), (Named(report, "conv2.weight").Granularity, Named(report, "conv2.weight").Range));
        Assert.Equal("tensor", Named(report, "conv1.weight").Granularity);
        Assert.Equal(
            [("conv1", BiasMode.Saturate16), ("conv2", BiasMode.Int32), ("fc", BiasMode.Saturate16)],
            report.Layers.Where(static layer => layer.Bias is not null).Select(static layer => (layer.Name, layer.Bias!.Mode)));

        // The largest bias of conv2 is two thirds.
        Assert.Equal((7, 0), (Layer(report, "conv2").Bias!.ScaleExponent, Layer(report, "conv2").Bias!.Saturated));
        Assert.InRange(Layer(report, "conv2").Bias!.Sqnr!.Value, 35, 60);
    }

    [Fact]
    public void TheErrorOfAWeightIsThatOfWhatIsDeployedAgainstTheMergedFloatWeight()
    {
        using (no_grad())
            _nets.Twin.bn1.weight!.fill_(1.3f);
        using (no_grad())
            _nets.Float.bn1.weight!.fill_(1.3f);

        var (deployed, _) = _nets.Twin.conv1.Deployed();
        using var scope = NewDisposeScope();
        var merged = Tensors.Floats(_nets.Float.conv1.weight).Select(static weight => weight * 1.3 / Math.Sqrt(1 + 1e-5)).ToList();
        var noise = merged.Zip(Tensors.Floats(deployed)).Sum(static pair => Math.Pow(pair.First - pair.Second, 2));
        deployed.Dispose();
        var quantizer = Named(_nets.Report(), "conv1.weight");

        Assert.Equal(10 * Math.Log10(merged.Sum(static value => value * value) / noise), quantizer.Sqnr!.Value, 0.006);
        Assert.Equal((FigureSource.Weight, 0.0), (quantizer.Source, quantizer.Clipped));
    }

    [Fact]
    public void WeightsThatLieOnTheirGridAreComparedWithThoseOfTheFloatModel()
    {
        var before = Named(_nets.Report(new ReportOptions()), "conv1.weight").Sqnr!.Value;
        _nets.Twin.conv1.ClipAndStore();

        Assert.Equal(before, Named(_nets.Report(new ReportOptions()), "conv1.weight").Sqnr!.Value);
        Assert.Equal(QuantizationReport.ExactSqnr, Named(QuantizationReport.Of(_nets.Twin), "conv1.weight").Sqnr);
    }

    [Fact]
    public void ErrorsAndClippedSharesOfActivationsAreMeasuredOnBatches()
    {
        _nets.Twin.input_quantizer.SetRange(-1, 1);
        var quantizer = Named(_nets.Report(), "input_quantizer");

        // Sixteenths up to 1 are exact at 128 levels a unit, save 1 itself, which is above the highest level.
        var values = _nets.Batches.SelectMany(Tensors.Floats).ToList();
        var noise = values.Sum(static value => Math.Pow(value - Math.Clamp(value, -1, 127f / 128), 2));
        Assert.Equal(values.Average(static value => Math.Abs(value) > 1 ? 1.0 : 0), quantizer.Clipped!.Value, 6);
        Assert.Equal(10 * Math.Log10(values.Sum(static value => (double)value * value) / noise), quantizer.Sqnr!.Value, 0.006);
        Assert.Equal(FigureSource.Batches, quantizer.Source);
        Assert.Null(Named(_nets.Report(new ReportOptions()), "input_quantizer").Sqnr);
    }

    [Fact]
    public void WhatAReluTakesAwayIsNoError()
    {
        var quantizer = Named(_nets.Report(), "relu1");

        Assert.Equal(0, quantizer.Clipped);
        Assert.InRange(quantizer.Sqnr!.Value, 35, 60);
    }

    [Fact]
    public void LayersAreComparedWithTheFloatModelWhateverCalibrationChanged()
    {
        Switch(isOn: false);
        Assert.All(Outputs(_nets.Report()), static ratio => Assert.Equal(QuantizationReport.ExactSqnr, ratio));
        using (no_grad())
            _nets.Twin.conv2.bias!.add_(0.1f);

        var report = _nets.Report();
        Assert.Equal([QuantizationReport.ExactSqnr], Outputs(report).Take(1));
        Assert.All(Outputs(report).Skip(1), static ratio => Assert.InRange(ratio!.Value, 0, 40));
        Assert.True(report.Output is { AgainstFloat: true, FloatSqnr: { } against, Sqnr: { } ratio } && against == ratio);

        // Without the float model there is the twin alone to be compared with.
        report = QuantizationReport.Of(_nets.Twin, options: new ReportOptions { Batches = _nets.Batches });
        Assert.Equal((QuantizationReport.ExactSqnr, null, null), (report.Output!.Sqnr!.Value, report.Output.FloatSqnr, report.Output.AgainstFloat));
    }

    [Fact]
    public void NoiseAddsUpFromLayerToLayer()
    {
        var outputs = Outputs(_nets.Report()).ToList();

        Assert.Equal(3, outputs.Count);
        Assert.All(outputs, static ratio => Assert.InRange(ratio!.Value, 10, 60));
        Assert.True(outputs[2] < outputs[0], string.Join(", ", outputs));
    }

    [Fact]
    public void DeadChannelsAreFoundInWeightsAndInInputs()
    {
        var dead = _nets.Report().DeadChannels;

        Assert.Equal([("conv1", QuantizerRole.Weight, 4), ("conv2", QuantizerRole.Input, 4)], dead.Select(static found => (found.Layer, found.Kind, found.Channels)));
        Assert.All(dead, static found => Assert.Equal([1], found.Dead));
    }

    [Fact]
    public void WhatStandsOutInThePowerOfTwoTwinIsAmongTheFindings()
    {
        _nets.Twin.fc_quantizer.Reset();
        using (no_grad())
            _nets.Twin.conv2.bias!.fill_(300);

        var report = _nets.Report();
        Assert.Equal(
            ["1 quantizer without a range: the twin cannot be evaluated.", "Biases of 1 layer saturate in a 16-bit accumulator."],
            report.Findings.Take(2).Select(static finding => finding.Title));
        Assert.All(PowerOfTwoFindings.Of(_nets.Twin), finding => Assert.Contains(finding, report.Findings, new ByTitle()));
        Assert.Equal("fc_quantizer", Assert.Single(report.Findings[0].Places).Name);
        Assert.Equal(4, Layer(report, "conv2").Bias!.Saturated);

        // It passes values on while the report measures.
        Assert.Equal((false, null, null), (Named(report, "fc_quantizer").Calibrated, Named(report, "fc_quantizer").Range, Named(report, "fc_quantizer").FixedPoint));
        Assert.NotNull(report.Output);
    }

    [Fact]
    public void ReportChangesNothing()
    {
        _nets.Twin.train();
        _nets.Float.train();
        _nets.Twin.fc_quantizer.Reset();
        _nets.Twin.conv2.Enabled = false;
        using (no_grad())
            _nets.Twin.fc.bias!.add_(0.25f);

        var before = State();
        _nets.Report();

        Assert.Equal(before, State());
        Assert.True(_nets.Twin.modules().All(static module => module.training) && _nets.Float.training && is_grad_enabled());
        Assert.True(_nets.Twin is { fc_quantizer.Enabled: true, relu1.Enabled: true, conv1.Enabled: true, conv2.Enabled: false, conv1.Observer: null });
        using var wrong = ones(2, 3);
        Assert.Throws<QuantizationException>(() => _nets.Report(new ReportOptions { Batches = [wrong] }));
        Assert.Equal(before, State());

        string State() => string.Join(' ', _nets.Float.state_dict().Values.Concat(_nets.Twin.state_dict().Values).SelectMany(Tensors.Floats));
    }

    [Fact]
    public void AWeightThatIsNoNumberIsToldWithItsLayer()
    {
        using (no_grad())
            _nets.Twin.fc.weight.fill_(float.NaN);

        var error = Assert.Throws<QuantizationException>(() => _nets.Report());
        Assert.Contains("'fc'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SmallModel() => Snapshot.Verify([("report.json", _nets.Report(new ReportOptions { Batches = _nets.Batches, Note = "Two batches." }).ToJson())]);

    [Fact]
    public void EveryFieldIsDocumented()
    {
        using var document = JsonDocument.Parse(_nets.Report().ToJson());
        var text = File.ReadAllText(RepositoryRoot.Combine("docs", "report.md"));

        Assert.Equal([], Names(document.RootElement).Distinct().Where(name => !text.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void ThePageShowsClipBoundsScalesAndBiases()
    {
        var page = _nets.Report().ToHtml();

        foreach (var text in new[] { "<td class=\"n wide\" data-v=\"64\">2^6</td>", "1.500 to\u00a01.900", "Saturate16", "against the float model", "Activation, dB" })
            Assert.Contains(text, page, StringComparison.Ordinal);
        foreach (var text in new[] { "amax", "percentile", "histograms", "id=\"ranges\"", "id=\"unreached\"", "with its quantizers off" })
            Assert.DoesNotContain(text, page, StringComparison.Ordinal);
        Assert.Contains("Give the report batches to measure activations.", _nets.Report(new ReportOptions()).ToHtml(), StringComparison.Ordinal);
    }

    private static IEnumerable<double?> Outputs(QuantizationReport report) =>
        report.Layers.Where(static layer => layer.Type != nameof(Pact2)).Select(static layer => layer.OutputSqnr);

    private static QuantizerReport Named(QuantizationReport report, string name) => report.Quantizers.Single(quantizer => quantizer.Name == name);

    private static LayerReport Layer(QuantizationReport report, string name) => report.Layers.Single(layer => layer.Name == name);

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static property => Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private void Switch(bool isOn)
    {
        foreach (var module in _nets.Twin.modules())
        {
            if (module is PowerOfTwoLayer layer)
                layer.Enabled = isOn;
            else if (module is Pact2 quantizer)
                quantizer.Enabled = isOn;
        }
    }

    private sealed class ByTitle : IEqualityComparer<ReportFinding>
    {
        public bool Equals(ReportFinding? x, ReportFinding? y) => x?.Title == y?.Title;

        public int GetHashCode(ReportFinding obj) => StringComparer.Ordinal.GetHashCode(obj.Title);
    }
}
