using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Quantizers;
using QuantGen.Training;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training;

public sealed class WeightsInPlaceTests
{
    [Fact]
    public void WeightsBecomeWhatTheirQuantizersMakeOfThem()
    {
        using var scope = NewDisposeScope();
        using var float_ = nn.Linear(5, 3);
        using var layer = new QuantLinear(float_, weight: new QuantDescriptor { Bits = 3, Axes = [0], NarrowRange = true });
        WeightCalibration.Calibrate(layer, CalibrationMethod.Max);
        var expected = Tensors.Floats(layer.WeightQuantizer.call(layer.weight)!);
        Assert.Equal(["weight"], WeightsInPlace.Quantize(layer));
        Assert.Equal(expected, Tensors.Floats(layer.weight));
        Assert.NotEqual(expected, Tensors.Floats(float_.weight));
        Assert.True(layer.weight.requires_grad);
    }

    [Fact]
    public void AMergedWeightIsTheOneThatMergesToQuantizedValues()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet(new QuantDescriptor { Bits = 4, Axes = [0], NarrowRange = true });
        WeightCalibration.Calibrate(net, CalibrationMethod.Max);
        net.eval();
        var x = randn(4, 2, 6, 6);
        var expected = Tensors.Floats(net.call(x));
        var merged = Tensors.Floats(net.Convolution.WeightQuantizer.call(net.Convolution.QuantizedWeights.Single().Read())!);
        Assert.Equal(["conv.weight", "fc.weight"], WeightsInPlace.Quantize(net));
        Assert.InRange(Tensors.RelativeDistance(merged, Tensors.Floats(net.Convolution.QuantizedWeights.Single().Read())), 0, 1e-6);
        Assert.InRange(Tensors.RelativeDistance(expected, Tensors.Floats(net.call(x))), 0, 1e-6);
    }

    [Fact]
    public void AChannelThatItsNormalizationSilencesKeepsItsWeight()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet(new QuantDescriptor { Bits = 4, Axes = [0], NarrowRange = true });
        using (no_grad())
            net.Merged.weight[1] = 0;

        WeightCalibration.Calibrate(net, CalibrationMethod.Max);
        var before = Tensors.Floats(net.Convolution.weight[1]);
        WeightsInPlace.Quantize(net);
        Assert.Equal(before, Tensors.Floats(net.Convolution.weight[1]));
    }

    [Fact]
    public void BothWeightsOfARecurrentLayerAreQuantizedAsOne()
    {
        using var scope = NewDisposeScope();
        using var gru = nn.GRU(3, 2);
        using var layer = new QuantGRU(gru, new RecurrentOptions(), weight: new QuantDescriptor { Bits = 3, Axes = [0], NarrowRange = true });
        WeightCalibration.Calibrate(layer, CalibrationMethod.Max);
        var expected = Tensors.Floats(layer.QuantizedWeights.Single().Quantizer.call(layer.QuantizedWeights.Single().Read())!);
        Assert.Equal(["weight_ih_l0", "weight_hh_l0"], WeightsInPlace.Quantize(layer));
        Assert.Equal(expected, Tensors.Floats(cat([layer.get_parameter("weight_ih_l0")!, layer.get_parameter("weight_hh_l0")!], 1)));
    }

    [Fact]
    public void WithoutARangeNothingIsChanged()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet();
        WeightCalibration.Calibrate(net.Convolution, CalibrationMethod.Max);
        var before = Tensors.Floats(net.Convolution.weight);
        Assert.Contains("'fc._weight_quantizer'", Assert.Throws<UncalibratedQuantizerException>(() => WeightsInPlace.Quantize(net)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Tensors.Floats(net.Convolution.weight));
    }

    [Fact]
    public void AFactorOnTheWeightIsRefused()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet(new QuantDescriptor { Dynamic = true });
        net.Convolution.WeightQuantizer.PreQuantScale = tensor(2f);
        Assert.Contains("PreQuantScale", Assert.Throws<QuantizationException>(() => WeightsInPlace.Quantize(net)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsWhoseQuantizersAreOffStayAsTheyAre()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet(new QuantDescriptor { Dynamic = true });
        net.Convolution.WeightQuantizer.Enabled = false;
        Assert.Equal(["fc.weight"], WeightsInPlace.Quantize(net));
    }
}
