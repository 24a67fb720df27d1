using QuantGen.Calibration;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

public sealed class CalibratorErrorTests : IDisposable
{
    private readonly ResidualNet _net = new(4, CalibratorKind.Histogram);
    private readonly Tensor _good = randn(4, 2, 8, 8);

    public void Dispose()
    {
        _net.Dispose();
        _good.Dispose();
    }

    [Fact]
    public void NoBatchIsAnError()
    {
        using var calibrator = new Calibrator(_net);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Collect([]));
        Assert.Equal("There was no batch to calibrate with; give one or more.", error.Message);
    }

    [Fact]
    public void ComputingBeforeCollectingIsAnError()
    {
        using var calibrator = new Calibrator(_net);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Compute(CalibrationMethod.Max));
        Assert.Equal("No quantizer has received data; collect batches before computing ranges.", error.Message);
    }

    [Theory]
    [InlineData(float.NaN, "NaN in 1")]
    [InlineData(float.NegativeInfinity, "infinity in 1")]
    public void NonFiniteDataNamesQuantizerAndBatch(float value, string found)
    {
        using var bad = _good.clone();
        bad[1, 0, 3, 3] = value;
        using var calibrator = new Calibrator(_net);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Collect([_good, _good, bad]));

        Assert.Equal(
            $"Quantizer 'block.conv1._input_quantizer', batch index 2: The tensor holds {found} of its 512 values, which have no range; leave such data out, or repair the layer that makes it.",
            error.Message);
    }

    [Fact]
    public void NonFiniteWeightNamesItsQuantizer()
    {
        using (no_grad())
            _net.get_parameter("block.conv2.weight")!.fill_(double.NaN);
        using var calibrator = new Calibrator(_net);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Collect([_good]));
        Assert.StartsWith("Quantizer 'block.conv2._weight_quantizer', batch index 0: The tensor holds NaN in 144", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AfterAnErrorNothingIsCollectedAndRangesAreWhatTheyWere()
    {
        using var calibrator = new Calibrator(_net);
        calibrator.Collect([_good]);
        calibrator.Compute(CalibrationMethod.Max);
        var before = Ranges();
        using var bad = _good * double.NaN;

        Assert.Throws<CalibrationException>(() => calibrator.Collect([_good * 2, bad]));

        Assert.Throws<CalibrationException>(() => calibrator.Compute(CalibrationMethod.Max));
        Assert.Equal(before, Ranges());
        Assert.Equal(0, calibrator.Batches);
    }

    [Fact]
    public void BatchOfTheWrongShapeNamesBatchAndShape()
    {
        using var wrong = randn(4, 3, 8, 8);
        using var calibrator = new Calibrator(_net);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Collect([_good, wrong]));

        Assert.StartsWith("The batch with index 1, of shape [4, 3, 8, 8], does not fit the model: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void ModelWithoutQuantizersIsAnError()
    {
        using var model = Sequential(("relu", ReLU()));

        var error = Assert.Throws<CalibrationException>(() => new Calibrator(model));
        Assert.Contains("calibrate the quantized twin, not the float model", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HistogramPerChannelIsAnErrorThatNamesTheQuantizer()
    {
        using var model = Sequential(("quantizer", new TensorQuantizer(new QuantDescriptor { Axes = [0], Calibrator = CalibratorKind.Histogram })));

        var error = Assert.Throws<CalibrationException>(() => new Calibrator(model));
        Assert.Contains("'quantizer'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenOneQuantizerFailsNoRangeIsSet()
    {
        // A range of five channels does not fit the four of the weight.
        _net.Quantizers().Single(static named => named.Name == "fc._weight_quantizer").Quantizer.Amax = ones(4, 1);
        var before = Ranges();
        using var calibrator = new Calibrator(_net);
        calibrator.Collect([_good]);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Compute(CalibrationMethod.Max));

        Assert.Equal(
            "Quantizer 'fc._weight_quantizer' has a range of shape [4, 1] and calibration found one of shape [5, 1]; give the descriptor the axes of its range.",
            error.Message);
        Assert.Equal(before, Ranges());
    }

    [Fact]
    public void MethodThatFindsNoRangeNamesTheQuantizer()
    {
        using var calibrator = new Calibrator(_net, new CalibratorOptions { Histogram = new HistogramOptions { Bins = 64, MaximumBins = 64 } });
        calibrator.Collect([_good]);

        var error = Assert.Throws<CalibrationException>(() => calibrator.Compute(CalibrationMethod.Mse()));
        Assert.StartsWith("Quantizer 'block.conv1._input_quantizer', method mse: The mean-squared-error search", error.Message, StringComparison.Ordinal);
        Assert.All(_net.Quantizers(), static named => Assert.Null(named.Quantizer.Amax));
    }

    private Dictionary<string, float[]?> Ranges() =>
        _net.Quantizers().ToDictionary(static named => named.Name, static named => named.Quantizer.Amax is { } amax ? Tensors.Floats(amax) : null, StringComparer.Ordinal);
}
