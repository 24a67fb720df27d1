extern alias fixedpoint;

using QuantGen.PowerOfTwo;
using QuantGen.Reporting;
using QuantGen.Samples.Tests.Zoo;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Reporting;

public sealed class PowerOfTwoZooReportTests
{
    [Fact]
    public void AGeneratedTwinIsReportedWhole()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var model = (Module<Tensor, Tensor>)PowerOfTwoZoo.Create("resnet20");
        var pictures = randn(4, 3, 32, 32);

        // Batch statistics that fit, so that activations neither die out nor grow.
        model.train();
        using (no_grad())
        {
            for (var i = 0; i < 30; i++)
                model.call(pictures);
        }

        model.eval();
        var recipe = PowerOfTwoRecipe.Advanced;
        var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(recipe.Options);
        using (var calibration = new PowerOfTwoCalibration(twin, recipe.Calibration))
            calibration.Run([pictures]);

        var report = QuantizationReport.Of(twin, model, options: new ReportOptions { Batches = [pictures] });

        // Every range that the twin is deployed with is in the report, at the same clip bounds and scales.
        var ranges = RangeFile.Of(twin).Entries.Where(static entry => entry.Kind != RangeKind.Bias).ToList();
        Assert.Equal(
            ranges.Select(static entry => (entry.Kind == RangeKind.Weight ? $"{entry.Name}.weight" : entry.Name, entry.Bounds.Min, entry.Bounds.Max, entry.Bounds.ScaleExponent)),
            report.Quantizers.Select(static quantizer => (quantizer.Name, quantizer.FixedPoint!.Min, quantizer.FixedPoint.Max, quantizer.FixedPoint.ScaleExponent)));
        
        // 19 convolutions and the classifier, and two convolutions of skip connections.
        Assert.Equal(22, report.Quantizers.Count(static quantizer => quantizer.Role == QuantizerRole.Weight));
        Assert.All(report.Quantizers, static quantizer => Assert.InRange(quantizer.Sqnr!.Value, 15, 80));
        Assert.All(report.Layers.Where(static layer => layer.Type != nameof(Pact2)), static layer =>
        {
            Assert.InRange(layer.OutputSqnr!.Value, 5, 60);
            Assert.Equal(BiasMode.Saturate16, layer.Bias!.Mode);
        });

        // The first convolution sees nothing but the quantized input before it.
        Assert.InRange(report.Layers.Single(static layer => layer.Name == "conv1").OutputSqnr!.Value, 25, 60);
        Assert.True(report.Output is { AgainstFloat: true, FloatSqnr: > 5 }, $"{report.Output}");
        Assert.InRange((double)report.Model.FloatBytes / report.Model.QuantizedBytes, 3.8, 4);
        Assert.DoesNotContain(report.Findings, static finding => finding.Level == FindingLevel.Fix);
        Assert.Empty(report.FloatLayers);
        Assert.InRange(report.ToHtml().Length, 50_000, 500_000);
    }
}
