using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Reporting;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Reporting;

public sealed class QuantizationReportTests : IDisposable
{
    private readonly ReportNets _nets = new();

    public void Dispose() => _nets.Dispose();

    [Fact]
    public void EveryQuantizerIsListedInTheOrderOfTheModelWithWhatItQuantizes()
    {
        var report = _nets.Report();

        Assert.Equal(
            [
                ("first._input_quantizer", QuantizerRole.Input, "input of QuantConv2d"),
                ("first._weight_quantizer", QuantizerRole.Weight, "weight of QuantConv2d"),
                ("second._input_quantizer", QuantizerRole.Input, "input of QuantConv2d"),
                ("second._weight_quantizer", QuantizerRole.Weight, "weight of QuantConv2d"),
                ("residual_quantizer", QuantizerRole.Residual, "skip operand of an add in TwinNet"),
                ("unused._input_quantizer", QuantizerRole.Input, "input of QuantLinear"),
                ("unused._weight_quantizer", QuantizerRole.Weight, "weight of QuantLinear"),
            ],
            report.Quantizers.Select(static quantizer => (quantizer.Name, quantizer.Role, quantizer.What)));
        Assert.Equal(["first", "second", "residual_quantizer", "unused"], report.Layers.Select(static layer => layer.Name));
        Assert.Equal(_nets.Twin.Quantizers().Select(static named => named.Name), report.Quantizers.Select(static quantizer => quantizer.Name));
    }

    [Fact]
    public void TheSummaryCountsParametersBytesAndKinds()
    {
        var model = _nets.Report().Model;

        // 4 + 16 + 8 weights in 8 bits, of which the first two have 4 + 1 ranges; a classifier of 12 + 3; ranges of 3 activations.
        Assert.Equal(43, model.Parameters);
        Assert.Equal(43 * 4, model.FloatBytes);
        Assert.Equal(28 + ((5 + 15 + 3) * 4), model.QuantizedBytes);
        Assert.Equal((3, 7, 7, 5), (model.QuantizedLayers, model.Quantizers, model.Enabled, model.Calibrated));
        Assert.Equal(
            [
                new QuantizerGroup(QuantizerRole.Input, "int8", "tensor", 3),
                new QuantizerGroup(QuantizerRole.Weight, "int8", "channel", 2),
                new QuantizerGroup(QuantizerRole.Weight, "int8", "tensor", 1),
                new QuantizerGroup(QuantizerRole.Residual, "int8", "tensor", 1),
            ],
            model.Groups);
    }

    [Fact]
    public void TheErrorOfAWeightIsThatOfItsFakeQuantization()
    {
        var report = _nets.Report();

        using var weight = _nets.Twin.second.weight.detach().clone();
        using var quantized = FakeQuantization.Apply(weight, weight.abs().max());
        var (values, rounded) = (Tensors.Floats(weight), Tensors.Floats(quantized));
        var signal = values.Sum(static value => (double)value * value);
        var noise = values.Zip(rounded).Sum(static pair => Math.Pow((double)pair.First - pair.Second, 2));

        var quantizer = Named(report, "second._weight_quantizer");
        Assert.Equal(10 * Math.Log10(signal / noise), quantizer.Sqnr!.Value, 0.006);
        Assert.Equal(FigureSource.Weight, quantizer.Source);
        Assert.Equal(quantizer.Sqnr, report.Layers.Single(static layer => layer.Name == "second").WeightSqnr);
    }

    [Fact]
    public void ErrorsOfActivationsAreMeasuredOnBatchesAndElseEstimatedFromHistograms()
    {
        var measured = Named(_nets.Report(), "first._input_quantizer");
        var estimated = Named(_nets.Report(new ReportOptions()), "first._input_quantizer");

        Assert.Equal(FigureSource.Batches, measured.Source);
        Assert.Equal(FigureSource.Histogram, estimated.Source);
        Assert.InRange(Math.Abs(measured.Sqnr!.Value - estimated.Sqnr!.Value), 0, 3);
        Assert.Null(Named(_nets.Report(new ReportOptions()), "unused._weight_quantizer").Sqnr);
    }

    [Fact]
    public void TheShareThatIsClippedIsTheShareOfValuesBeyondTheRange()
    {
        using var calibrator = _nets.Calibrated();
        using (var range = tensor(1f))
            _nets.Twin.first.InputQuantizer.Amax = range;
        var report = QuantizationReport.Of(_nets.Twin, _nets.Float, calibrator, new ReportOptions { Batches = _nets.Batches });

        var expected = _nets.Batches.SelectMany(Tensors.Floats).Average(static value => Math.Abs(value) > 1 ? 1.0 : 0);
        var quantizer = Named(report, "first._input_quantizer");
        Assert.Equal(expected, quantizer.Clipped!.Value, 6);
        Assert.Equal(new RangeReport(1, 1, 1, 1), quantizer.Range);
        Assert.Contains(report.Findings, static finding => finding.Title.Contains("of the values clipped", StringComparison.Ordinal));
    }

    [Fact]
    public void RangesOfAllMethodsStandBesideTheOneInUse()
    {
        var histogram = Named(_nets.Report(method: CalibrationMethod.Mse()), "first._input_quantizer").Histogram!;

        Assert.Equal(["max", "percentile 99.99", "mse", "entropy"], histogram.Ranges.Select(static range => range.Method));
        Assert.True(histogram.Ranges.Single(static range => range.Method == "mse").InUse);
        Assert.Equal(2, histogram.Ranges[0].Amax);
        Assert.Equal(0, histogram.Ranges[0].Clipped);
        Assert.Equal(128, histogram.Values);
        Assert.Equal(128, histogram.Counts.Sum());
        Assert.InRange(histogram.Counts.Count, 1, 160);
        Assert.Equal(histogram.Counts.Count + 1, histogram.Edges.Count);
    }

    [Fact]
    public void WhatNoDataReachedIsNamedAndHasNoRange()
    {
        var report = _nets.Report();

        Assert.Equal(["unused._input_quantizer", "unused._weight_quantizer"], report.Unreached);
        Assert.False(Named(report, "unused._input_quantizer").Reached);
        Assert.False(Named(report, "unused._input_quantizer").Calibrated);
        Assert.Null(Named(report, "unused._input_quantizer").Range);
        Assert.Equal(FindingLevel.Fix, report.Findings[0].Level);
        Assert.Equal(report.Unreached, report.Findings[1].Places.Select(static place => place.Name));
    }

    [Fact]
    public void DeadChannelsAreFoundInWeightsAndInInputs()
    {
        var dead = _nets.Report().DeadChannels;

        Assert.Equal([("first", QuantizerRole.Weight, 4), ("second", QuantizerRole.Input, 4)], dead.Select(static found => (found.Layer, found.Kind, found.Channels)));
        Assert.All(dead, static found => Assert.Equal([1], found.Dead));
    }

    [Fact]
    public void WhatStayedInFloatHasAReason()
    {
        _nets.Twin.second.InputQuantizer.Enabled = false;
        _nets.Twin.second.WeightQuantizer.Enabled = false;
        var report = _nets.Report();

        Assert.Equal([("second", 16), ("fc", 15)], report.FloatLayers.Select(static layer => (layer.Name, layer.Parameters)));
        Assert.Equal("Its quantizers are switched off.", report.FloatLayers[0].Reason);
        Assert.Contains("[KeepFloat]", report.FloatLayers[1].Reason, StringComparison.Ordinal);
        Assert.Null(Named(report, "second._weight_quantizer").Sqnr);
    }

    [Fact]
    public void OutputsAreComparedWithTheFloatModelAndLayerByLayer()
    {
        var report = _nets.Report();

        Assert.Equal(2, report.Output!.Batches);
        Assert.Equal(8, report.Output.Rows);
        Assert.InRange(report.Output.Sqnr!.Value, 25, 100);
        Assert.Equal(report.Output.Sqnr.Value, report.Output.FloatSqnr!.Value, 0.2);
        Assert.InRange(report.Layers.Single(static layer => layer.Name == "first").OutputSqnr!.Value, 25, 100);
        Assert.Null(report.Layers.Single(static layer => layer.Name == "unused").OutputSqnr);
        Assert.Null(_nets.Report(new ReportOptions()).Output);
    }

    [Fact]
    public void TwinWithItsQuantizersOffIsExact()
    {
        foreach (var (_, quantizer) in _nets.Twin.Quantizers())
            quantizer.QuantEnabled = false;
        var report = QuantizationReport.Of(_nets.Twin, _nets.Float, calibrator: null, new ReportOptions { Batches = _nets.Batches });

        Assert.Equal(QuantizationReport.ExactSqnr, report.Output!.Sqnr);
        Assert.Equal(1, report.Output.SameClass);
    }

    [Fact]
    public void ReportChangesNothing()
    {
        using var calibrator = _nets.Calibrated();
        _nets.Twin.train();
        _nets.Float.train();
        var before = State();
        QuantizationReport.Of(_nets.Twin, _nets.Float, calibrator, new ReportOptions { Batches = _nets.Batches });

        Assert.Equal(before, State());
        Assert.True(_nets.Twin.training && _nets.Float.training && is_grad_enabled());
        Assert.All(_nets.Twin.Quantizers(), static named => Assert.True(named.Quantizer is { QuantEnabled: true, CalibrationEnabled: false, Collector: null }));
        Assert.Null(_nets.Twin.first.OutputObserver);

        string State() => QuantizerSummary.Of(_nets.Twin)
            + string.Join(' ', _nets.Float.state_dict().Values.Concat(_nets.Twin.state_dict().Values).SelectMany(Tensors.Floats));
    }

    [Fact]
    public void ProgressTellsBatchesAndHistograms()
    {
        using var calibrator = _nets.Calibrated();
        var told = new Progress();
        QuantizationReport.Of(_nets.Twin, null, calibrator, new ReportOptions { Batches = _nets.Batches }, told);

        Assert.Equal([1, 2], told.Of("measure").Select(static step => step.Done));
        Assert.Equal(Enumerable.Range(1, 7), told.Of("search ranges").Select(static step => (int)step.Done));
        Assert.All(told.Of("search ranges"), static step => Assert.Equal(7, step.Total));
    }

    [Fact]
    public void AnErrorOfTheListenerComesThroughAsItIs()
    {
        using var calibrator = _nets.Calibrated();

        Assert.Throws<InvalidOperationException>(() => QuantizationReport.Of(_nets.Twin, null, calibrator, progress: new Deaf()));
    }

    [Fact]
    public void CancellationEndsIt()
    {
        using var source = new CancellationTokenSource();
        var options = new ReportOptions { Batches = Cancelling() };

        Assert.Throws<OperationCanceledException>(() => QuantizationReport.Of(_nets.Twin, options: options, ct: source.Token));

        IEnumerable<Tensor> Cancelling()
        {
            yield return _nets.Batches[0];
            source.Cancel();
            yield return _nets.Batches[1];
        }
    }

    [Fact]
    public void WrongInputIsToldInOneSentence()
    {
        using var wrong = ones(2, 3);
        var batch = Assert.Throws<QuantizationException>(() => QuantizationReport.Of(_nets.Twin, options: new ReportOptions { Batches = [wrong] }));
        var model = Assert.Throws<QuantizationException>(() => QuantizationReport.Of(_nets.Float));

        Assert.Contains("The batch with index 0, of shape [2, 3], does not fit the model 'TwinNet'", batch.Message, StringComparison.Ordinal);
        Assert.Equal("The model 'FloatNet' has no quantizer; report on the quantized twin, not the float model.", model.Message);
        Assert.Null(_nets.Twin.first.OutputObserver);
    }

    [Fact]
    public void ModelsOfOtherInputsAreRunAsTold()
    {
        using var calibrator = _nets.Calibrated();
        var asked = 0;
        var report = QuantizationReport.Of(_nets.Twin, _nets.Float, calibrator, new ReportOptions
        {
            Batches = _nets.Batches,
            Forward = (model, batch) =>
            {
                asked++;
                return ((Module<Tensor, Tensor>)model).call(batch);
            },
        });

        Assert.Equal(6, asked);
        Assert.Equal(_nets.Report().Output, report.Output);
    }

    private static QuantizerReport Named(QuantizationReport report, string name) =>
        report.Quantizers.Single(quantizer => quantizer.Name == name);

    private sealed class Deaf : IProgress<QuantizationProgress>
    {
        public void Report(QuantizationProgress value) => throw new InvalidOperationException("Not listening.");
    }

    private sealed class Progress : IProgress<QuantizationProgress>
    {
        private readonly List<QuantizationProgress> _steps = [];

        public void Report(QuantizationProgress value)
        {
            lock (_steps)
                _steps.Add(value);
        }

        public IEnumerable<QuantizationProgress> Of(string phase) => _steps.Where(step => step.Phase == phase);
    }
}
