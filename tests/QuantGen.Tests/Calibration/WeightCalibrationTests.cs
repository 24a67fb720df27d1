using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

public sealed class WeightCalibrationTests : IDisposable
{
    private readonly ResidualNet _net = new(4, CalibratorKind.Max);

    public void Dispose() => _net.Dispose();

    [Fact]
    public void MaximumEqualsWhatACalibratorCollects()
    {
        var ranges = WeightCalibration.Calibrate(_net, CalibrationMethod.Max);

        using var input = randn(1, 2, 8, 8);
        using var calibrator = new Calibrator(_net);
        calibrator.Collect([input]);
        var collected = calibrator.Compute(CalibrationMethod.Max).Ranges.Where(static range => range.Quantizer.EndsWith("_weight_quantizer", StringComparison.Ordinal));
        Assert.Equal(collected.Select(static range => (range.Quantizer, string.Join(' ', range.Amax))), ranges.Select(static range => (range.Quantizer, string.Join(' ', range.Amax))));
    }

    [Fact]
    public void OnlyWeightQuantizersGetRanges()
    {
        WeightCalibration.Calibrate(_net);

        Assert.All(_net.Quantizers(), static named => Assert.Equal(named.Name.EndsWith("_weight_quantizer", StringComparison.Ordinal), named.Quantizer.Amax is not null));
    }

    [Fact]
    public void RangesPerChannelCanBeReplacedByOneForTheTensor()
    {
        WeightCalibration.Calibrate(_net, CalibrationMethod.Max);
        WeightCalibration.Calibrate(_net, CalibrationMethod.Max, perChannel: false);

        var amax = _net.get_buffer("fc._weight_quantizer._amax")!;
        Assert.Empty(amax.shape);
        Assert.Equal(_net.get_parameter("fc.weight")!.abs().max().item<float>(), amax.item<float>());
    }

    [Fact]
    public void WeightWithABatchNormFoldedInIsCalibratedAsItIsQuantized()
    {
        using var conv = Conv2d(2, 3, 3);
        using var norm = BatchNorm2d(3);
        using var layer = new QuantConv2d(conv);
        using var noGrad = no_grad();
        norm.weight!.copy_(tensor(new[] { 1f, -4f, 0.5f }));
        layer.FoldBatchNorm(norm);
        norm.eval();

        WeightCalibration.Calibrate(layer, CalibrationMethod.Max);

        var scale = (norm.weight / (norm.running_var! + norm.eps).sqrt()).view(3, 1, 1, 1);
        Assert.Equal(Tensors.Floats((conv.weight * scale).abs().amax([1, 2, 3])), Tensors.Floats(layer.WeightQuantizer.Amax!));
    }

    [Fact]
    public void ChannelOfZerosHasRangeZeroByEveryMethod()
    {
        using (no_grad())
            _net.get_parameter("fc.weight")![1] = 0;

        foreach (var method in new[] { CalibrationMethod.Max, CalibrationMethod.Percentile(), CalibrationMethod.Mse() })
        {
            var range = WeightCalibration.Calibrate(_net, method).Single(static range => range.Quantizer == "fc._weight_quantizer");
            Assert.Equal(0, range.Amax[1]);
            Assert.Equal(1, range.Dead);
        }
    }

    [Fact]
    public void NonFiniteWeightIsAnErrorThatNamesItAndSetsNothing()
    {
        using (no_grad())
            _net.get_parameter("fc.weight")![0, 0] = float.NaN;

        var error = Assert.Throws<CalibrationException>(() => WeightCalibration.Calibrate(_net));

        Assert.StartsWith("Quantizer 'fc._weight_quantizer': The tensor holds NaN in 1", error.Message, StringComparison.Ordinal);
        Assert.All(_net.Quantizers(), static named => Assert.Null(named.Quantizer.Amax));
    }

    [Fact]
    public void ProgressTellsEachWeight()
    {
        var reports = new List<QuantizationProgress>();
        WeightCalibration.Calibrate(_net, progress: new Told(reports));

        Assert.Equal([new("calibrate weights", 1, 4), new("calibrate weights", 2, 4), new("calibrate weights", 3, 4), new("calibrate weights", 4, 4)], reports);
    }

    [Fact]
    public void CancellationSetsNoRange()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => WeightCalibration.Calibrate(_net, ct: source.Token));
        Assert.All(_net.Quantizers(), static named => Assert.Null(named.Quantizer.Amax));
    }

    [Fact]
    public void EntropyAndModelsWithoutQuantizedWeightsAreRefused()
    {
        using var model = Sequential(("relu", ReLU()));

        Assert.Throws<ArgumentException>(() => WeightCalibration.Calibrate(_net, CalibrationMethod.Entropy()));
        Assert.Throws<CalibrationException>(() => WeightCalibration.Calibrate(model));
    }
}
