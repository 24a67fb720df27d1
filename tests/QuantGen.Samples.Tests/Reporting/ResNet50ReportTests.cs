using System.Text;
using ModelZoo;
using QuantGen.Calibration;
using QuantGen.Reporting;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Reporting;

public sealed class ResNet50ReportTests
{
    [Fact]
    public void AReportOfAllQuantizersStaysSmall()
    {
        random.manual_seed(1);
        using var model = Models.ResNet50();
        model.eval();
        using var twin = model.ToQuantized();
        using var pictures = randn(2, 3, 64, 64);
        using var calibrator = new Calibrator(twin);
        calibrator.Collect([pictures]);
        calibrator.Compute(CalibrationMethod.Mse());

        var report = QuantizationReport.Of(twin, model, calibrator, new ReportOptions { Batches = [pictures] });

        Assert.Equal(124, report.Quantizers.Count);
        Assert.Equal(54 + 16, report.Quantizers.Count(static quantizer => quantizer.Histogram is not null));
        Assert.All(report.Quantizers, static quantizer => Assert.NotNull(quantizer.Sqnr));
        Assert.All(report.Layers.Where(static layer => layer.Type != "TensorQuantizer"), static layer => Assert.NotNull(layer.OutputSqnr));
        Assert.Equal(25_557_032, report.Model.Parameters);
        Assert.InRange((double)report.Model.FloatBytes / report.Model.QuantizedBytes, 3.8, 4);
        Assert.InRange(Encoding.UTF8.GetByteCount(report.ToHtml()), 100_000, 1_000_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(report.ToJson()), 100_000, 1_500_000);
    }
}
