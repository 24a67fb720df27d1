using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Reporting;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Reporting;

/// <summary>Layers that users make take part like built-in ones.</summary>
public sealed class OwnLayerReportTests
{
    [Fact]
    public void WeightsInputsAndOutputsOfAnOwnLayerAreMeasured()
    {
        using var layer = new Scaling();
        using var net = Sequential(("scaling", layer), ("relu", ReLU()));
        using var batch = arange(-40, 40, 1).to(float32).reshape(20, 4) / 7;
        using var calibrator = new Calibrator(net);
        calibrator.Collect([batch]);
        calibrator.Compute(CalibrationMethod.Max);

        var report = QuantizationReport.Of(net, calibrator: calibrator, options: new ReportOptions { Batches = [batch] });

        Assert.Equal(
            [("scaling.input", QuantizerRole.Input, "input of Scaling"), ("scaling.factors", QuantizerRole.Weight, "weight of Scaling")],
            report.Quantizers.Select(static quantizer => (quantizer.Name, quantizer.Role, quantizer.What)));
        var only = Assert.Single(report.Layers);
        Assert.Equal(("scaling", "Scaling", 4L), (only.Name, only.Type, only.Weights));
        Assert.Equal((16L, 4L), (only.FloatBytes, only.QuantizedBytes));
        Assert.InRange(only.WeightSqnr!.Value, 30, 80);
        Assert.InRange(only.ActivationSqnr!.Value, 30, 80);
        Assert.InRange(only.OutputSqnr!.Value, 30, 80);
        Assert.Empty(report.FloatLayers);
    }

    [Fact]
    public void RangesThatCountAsZeroAreToldToFix()
    {
        using var layer = new Scaling();
        using var net = Sequential(("scaling", layer));
        using var batch = full([2, 4], 1e-9f);
        using var calibrator = new Calibrator(net);
        calibrator.Collect([batch]);
        calibrator.Compute(CalibrationMethod.Max);

        var finding = QuantizationReport.Of(net, calibrator: calibrator).Findings[0];

        Assert.Equal(FindingLevel.Fix, finding.Level);
        Assert.Equal("scaling.input", Assert.Single(finding.Places).Name);
    }

    private sealed class Scaling : Module<Tensor, Tensor>, IQuantizedLayer
    {
        private readonly TensorQuantizer input = new(new QuantDescriptor { Calibrator = CalibratorKind.Histogram });
        private readonly TensorQuantizer factors = new();
        private readonly Parameter weight = new(tensor(new[] { 0.3f, -1.7f, 0.9f, 2.1f }));

        public Scaling()
            : base(nameof(Scaling)) => RegisterComponents();

        public IEnumerable<TensorQuantizer> InputQuantizers => [input];

        public IEnumerable<QuantizedWeight> QuantizedWeights => [new QuantizedWeight(factors, weight)];

        public override Tensor forward(Tensor x) => input.call(x) * factors.call(weight);
    }
}
