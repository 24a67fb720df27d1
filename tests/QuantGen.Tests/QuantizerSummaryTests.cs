using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using Xunit;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests;

public sealed class QuantizerSummaryTests
{
    [Fact]
    public void EachQuantizerIsOneLineInThePeersForm()
    {
        using var net = new ResidualNet(4, CalibratorKind.Histogram);
        net.get_parameter("fc.weight")!.with_requires_grad(false).fill_(0.25);
        WeightCalibration.Calibrate(net, CalibrationMethod.Max);

        var lines = QuantizerSummary.Of(net).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(9, lines.Length);
        Assert.Contains("fc._input_quantizer           : TensorQuantizer(8bit fake per-tensor amax=uncalibrated calibrator=HistogramCalibrator scale=1.0 quant)", lines);
        Assert.Contains("fc._weight_quantizer          : TensorQuantizer(8bit narrow fake axis=0 amax=[0.2500, 0.2500](5) calibrator=MaxCalibrator scale=1.0 quant)", lines);
    }

    [Fact]
    public void ModelWithoutQuantizersHasAnEmptySummary()
    {
        using var model = Sequential(("relu", ReLU()));

        Assert.Equal("", QuantizerSummary.Of(model));
    }
}
