using QuantGen.PowerOfTwo;
using QuantGen.Tests.PowerOfTwo.Calibration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Diagnosis;

public sealed class DiagnosisTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly HandTwin _model = new(seed: 1);

    public DiagnosisTests() => Switch(_model, false);

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void ALossAt8BitsAloneComesFromQuantizationAndItsLayersAreListed()
    {
        // Each quantized layer of 8 bits costs, conv2 most.
        static double Score(nn.Module<Tensor, Tensor> model) => 0.9 - ((HandTwin)model).Costs(static layer => layer.WeightBits == 8 ? 0.02 : 0, conv2: 0.05);
        var result = PowerOfTwoDiagnosis.Measure<nn.Module<Tensor, Tensor>>(_model, Calibrated, Score);
        Assert.Equal(QuantizationVerdict.Quantization, result.Verdict);
        Assert.Equal((0.9, 0.9), (result.Float, result.Bits16));
        Assert.Equal(0.79, result.Bits8, 1e-9);
        Assert.Equal("conv2", result.Layers!.Layers[0].Layer);
        Assert.Equal(0.05, result.Layers.Layers[0].Sensitivity, 1e-9);
        Assert.Equal(4 + 6, result.Layers.Layers.Count);
        Assert.Equal("8 bits score 0.79, 16 bits 0.9 and the float model 0.9: what is lost comes from quantization to 8 bits.", result.Sentence);
    }

    [Fact]
    public void ALossAt16BitsComesFromSomethingElse()
    {
        var result = PowerOfTwoDiagnosis.Measure<nn.Module<Tensor, Tensor>>(_model, Calibrated, static model => ((HandTwin)model).Conv2.Enabled ? 0.1 : 0.9);
        Assert.Equal(QuantizationVerdict.SomethingElse, result.Verdict);
        Assert.Null(result.Layers);
        Assert.Contains("does not come from too few bits", result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void NoLossNeedsNoLayersUnlessAskedFor()
    {
        var result = PowerOfTwoDiagnosis.Measure<nn.Module<Tensor, Tensor>>(_model, Calibrated, static model => ((HandTwin)model).Conv2.Enabled ? 0.895 : 0.9);
        Assert.Equal((QuantizationVerdict.None, null), (result.Verdict, result.Layers));
        result = PowerOfTwoDiagnosis.Measure<nn.Module<Tensor, Tensor>>(_model, Calibrated, static model => ((HandTwin)model).Conv2.Enabled ? 0.905 : 0.9, new DiagnosisOptions { HigherIsBetter = false, AlwaysMeasureLayers = true });
        Assert.Equal(QuantizationVerdict.None, result.Verdict);
        Assert.Equal("conv2", result.Layers!.Layers[0].Layer);
    }

    [Fact]
    public void AScoreThatIsNoNumberIsALoss() => Assert.Equal(
        QuantizationVerdict.SomethingElse,
        PowerOfTwoDiagnosis.Measure<nn.Module<Tensor, Tensor>>(_model, Calibrated, static model => ((HandTwin)model).Conv2.Enabled ? double.NaN : 0.9).Verdict);

    [Fact]
    public void ModelsAreEvaluatedWithoutGradientsAndKeepTheirMode()
    {
        _model.train();
        PowerOfTwoDiagnosis.Measure<nn.Module<Tensor, Tensor>>(_model, Calibrated, static model =>
        {
            Assert.False(model.training || is_grad_enabled());
            return model.call(HandTwin.Batches(1)[0]).abs().mean().item<float>();
        }, new DiagnosisOptions { Tolerance = 1 });
        Assert.True(_model.training);
    }

    [Fact]
    public void TheFirstCheckRunsOnRealTwins()
    {
        var batches = HandTwin.Batches(4);
        _model.eval();
        Tensor[] expected;
        using (no_grad())
            expected = [.. batches.Select(_model.call)];

        var result = PowerOfTwoDiagnosis.Measure<nn.Module<Tensor, Tensor>>(
            _model, bits => Calibrated(bits), model => batches.Zip(expected, (batch, wanted) => (model.call(batch) - wanted).square().mean().item<float>()).Average(),
            new DiagnosisOptions { HigherIsBetter = false, Tolerance = 1e-4 });
        Assert.Equal(0, result.Float);
        Assert.True(result.Bits16 < result.Bits8 / 5, $"16 bits {result.Bits16}, 8 bits {result.Bits8}");
    }

    [Fact]
    public void FindingsNameWhatStandsOut()
    {
        using var twin = new HandTwin(new PowerOfTwoOptions { Weights = Granularity.PerChannel });
        using (no_grad())
        {
            twin.Fc.weight[0, 0] = 20;
            twin.Conv2.weight[3].mul_(1e-6f);
        }

        var findings = PowerOfTwoFindings.Of(twin);
        Assert.Equal(
            ["6 quantizers without a range: the twin cannot be evaluated.", "1 weight with values beyond 15 that are more than 16 times the median.", "Next to dead channels in 1 weight."],
            findings.Select(static finding => finding.Title));
        Assert.Equal("fc", findings[1].Places[0].Name);
        Assert.Equal(("conv2", "1 of 8 channels"), (findings[2].Places[0].Name, findings[2].Places[0].Figure));
        Switch(twin, false);
        Assert.Contains(PowerOfTwoFindings.Of(twin), static finding => finding.Title == "Everything is switched off: the twin computes in float.");
    }

    [Fact]
    public void SaturatedBiasesAreFound()
    {
        using var twin = new HandTwin();
        using (no_grad())
            twin.Fc.bias!.fill_(300);

        using var calibration = new PowerOfTwoCalibration(twin, new PowerOfTwoCalibrationSettings { BiasCorrection = false });
        calibration.Run(HandTwin.Batches(1));
        var finding = Assert.Single(PowerOfTwoFindings.Of(twin));
        Assert.Equal("Biases of 1 layer saturate in a 16-bit accumulator.", finding.Title);
        Assert.Equal(("fc", "4 channels"), (finding.Places[0].Name, finding.Places[0].Figure));
    }

    [Fact]
    public void CalibrationTellsWhatItNoticed()
    {
        using var twin = new HandTwin(new PowerOfTwoOptions { WeightClipping = new WeightClipping() });
        using (no_grad())
            twin.Fc.weight[0, 0] = 20;

        using var calibration = new PowerOfTwoCalibration(twin);
        Assert.Single(calibration.Findings());

        // The input's range goes below zero, above, and below again.
        var draws = new Draws(3);
        calibration.Run([draws.Uniform(2, 3, 8, 8) - 0.1f, draws.Uniform(2, 3, 8, 8) + 10, draws.Uniform(2, 3, 8, 8) - 100]);
        Assert.Equal(
            ["1 weight with values beyond 15 that are more than 16 times the median.", "changed their sign", "Calibration has seen 3 batches only."],
            calibration.Findings().Select(static finding => finding.Title.Contains("changed their sign", StringComparison.Ordinal) ? "changed their sign" : finding.Title));
        Assert.Contains(calibration.Findings()[1].Places, static place => place is { Name: "input_quantizer", Figure: "2 times" });
        Assert.DoesNotContain(PowerOfTwoFindings.Of(twin), static finding => finding.Title.Contains("beyond 15", StringComparison.Ordinal));
        for (var i = 0; i < 47; i++)
            calibration.Step(draws.Uniform(1, 3, 8, 8));

        Assert.DoesNotContain(calibration.Findings(), static finding => finding.Title.Contains("only", StringComparison.Ordinal));
    }

    private static HandTwin Calibrated(int bits)
    {
        var twin = new HandTwin(seed: 1, bits: bits);
        using var calibration = new PowerOfTwoCalibration(twin);
        calibration.Run(HandTwin.Batches(4));
        return twin;
    }

    private static void Switch(nn.Module twin, bool isOn)
    {
        foreach (var module in twin.modules())
        {
            if (module is PowerOfTwoLayer layer)
                layer.Enabled = isOn;
            else if (module is Pact2 quantizer)
                quantizer.Enabled = isOn;
        }
    }
}
