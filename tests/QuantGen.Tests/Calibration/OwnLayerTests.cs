using QuantGen.Calibration;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

/// <summary>Layers of a user's own are calibrated as QuantGen's are.</summary>
public sealed class OwnLayerTests : IDisposable
{
    private readonly OwnLayer _layer = new([1, -3, 0.5f]);
    private readonly Tensor _input = tensor(new[,] { { 1f, -2f, 3f }, { 0f, 5f, 1f } });

    public void Dispose()
    {
        _layer.Dispose();
        _input.Dispose();
    }

    [Fact]
    public void ItsWeightIsMeasuredOnceACollection()
    {
        using var calibrator = new Calibrator(_layer);
        calibrator.Collect([_input, _input, _input]);
        var result = calibrator.Compute(CalibrationMethod.Max);

        Assert.Equal([1, 3], calibrator.Collectors.Select(static collector => collector.Value.Count).Order());
        Assert.Equal([1f, 3f, 0.5f], result.Ranges.Single(static range => range.Quantizer == "factors").Amax);
        Assert.Equal([5f], result.Ranges.Single(static range => range.Quantizer == "features").Amax);
    }

    [Fact]
    public void ItsWeightMustBeThatOfAStateThatIsAdded()
    {
        using var calibrator = new Calibrator(_layer);
        calibrator.Collect([_input]);
        var state = calibrator.State();
        using (no_grad())
            _layer.scale.mul_(2);
        using var other = new Calibrator(_layer);

        var error = Assert.Throws<CalibrationException>(() => other.Add(state));
        Assert.StartsWith("Quantizer 'factors' has measured different weights", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsWeightIsCalibratedWithoutData()
    {
        var range = WeightCalibration.Calibrate(_layer, CalibrationMethod.Max).Single();

        Assert.Equal("factors", range.Quantizer);
        Assert.Equal([1f, 3f, 0.5f], Tensors.Floats(_layer.factors.Amax!));
    }

    [Fact]
    public void FactorOnAWeightIsPartOfItsRange()
    {
        _layer.factors.PreQuantScale = tensor(10f);

        Assert.Equal([10f, 30f, 5f], WeightCalibration.Calibrate(_layer, CalibrationMethod.Max).Single().Amax);
    }

    [Fact]
    public void QuantizersThatNobodyNamedAreNamedByTheirPath()
    {
        using var calibrator = new Calibrator(_layer);

        var error = Assert.Throws<UncalibratedQuantizerException>(() => _layer.call(_input));
        Assert.Contains("'features'", error.Message, StringComparison.Ordinal);
    }
}
