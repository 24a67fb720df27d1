using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Testing.Golden;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

public sealed class WeightCalibrationGoldenTests
{
    private const double Tolerance = 1e-6;

    [GoldenTheory("weight_calib")]
    [GoldenData("weight_calib")]
    public void RangesOfWeightsAreThePeers(GoldenCase vector)
    {
        using var layer = Layer(vector);
        CalibrationMethod method = vector["method"].Text switch
        {
            "max" => CalibrationMethod.Max,
            "mse" => CalibrationMethod.Mse(),
            _ => CalibrationMethod.Percentile(vector["percentile"].Number),
        };
        var perChannel = vector["per_channel"].Flag;

        // Per tensor the peer uses 2048 bins whatever is asked for.
        var bins = perChannel ? vector["num_bins"].Integer : 2048;
        WeightCalibration.Calibrate(layer, method, perChannel, bins);

        var amax = ((QuantWeightedLayer)layer).WeightQuantizer.Amax!;
        var expected = vector["amax"].Floats;
        var actual = Tensors.Floats(amax);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(
            Math.Abs(pair.First - pair.Second) <= Tolerance * pair.First, $"{pair.Second} is not {pair.First}."));
        if (perChannel)
            Assert.Equal(vector["amax"].Shape, amax.shape);
    }

    private static Module<Tensor, Tensor> Layer(GoldenCase vector)
    {
        var converter = new LayerConverter(vector["per_channel"].Flag ? Granularity.PerChannel : Granularity.PerTensor);
        long[] arguments = [.. vector["args"].Items.Select(static argument => (long)argument.Integer)];
        var kind = vector["module"].Text;
        Module<Tensor, Tensor> layer = kind switch
        {
            "QuantLinear" => Linear(arguments[0], arguments[1]),
            "QuantConv1d" => Conv1d(arguments[0], arguments[1], arguments[2]),
            "QuantConv2d" => Conv2d(arguments[0], arguments[1], arguments[2]),
            "QuantConv3d" => Conv3d(arguments[0], arguments[1], arguments[2]),
            "QuantConvTranspose1d" => ConvTranspose1d(arguments[0], arguments[1], arguments[2]),
            "QuantConvTranspose2d" => ConvTranspose2d(arguments[0], arguments[1], arguments[2]),
            "QuantConvTranspose3d" => ConvTranspose3d(arguments[0], arguments[1], arguments[2]),
            _ => throw new InvalidOperationException($"No layer is known for '{kind}'."),
        };
        using (layer)
        using (no_grad())
        {
            using var weight = vector["weight"].Tensor();
            layer.get_parameter("weight")!.copy_(weight);
            return converter.Convert(layer);
        }
    }
}
