using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

/// <summary>While data is collected, weights with a BatchNorm folded in are merged once, and no longer than that.</summary>
public sealed class FoldedCalibrationTests
{
    [Fact]
    public void EachCollectionSeesTheWeightsAsTheyThenAre()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var conv = Conv2d(2, 3, 3);
        var norm = BatchNorm2d(3);
        norm.running_var!.copy_(tensor(new[] { 0.5f, 2f, 4f }));
        norm.running_mean!.copy_(tensor(new[] { -1f, 0f, 3f }));
        var layer = new QuantConv2d(conv);
        layer.FoldBatchNorm(norm);
        var net = Sequential(("layer", layer), ("after", new TensorQuantizer()));
        norm.eval();
        net.eval();
        Tensor[] batches = [randn(2, 2, 6, 6), randn(2, 2, 6, 6), randn(2, 2, 6, 6)];
        using var calibrator = new Calibrator(net);

        calibrator.Collect(batches);
        Assert.Equal(Largest(), After());

        layer.weight.mul_(3);
        norm.running_mean.mul_(2);
        calibrator.Reset();
        calibrator.Collect(batches);
        Assert.Equal(Largest(), After());

        float Largest() => batches.Max(batch => Unquantized(batch).abs().max().item<float>());

        float After() => calibrator.Compute(CalibrationMethod.Max).Ranges.Single(static range => range.Quantizer == "after").Amax[0];

        Tensor Unquantized(Tensor batch)
        {
            var scale = (norm.weight! / (norm.running_var + norm.eps).sqrt()).view(3, 1, 1, 1);
            return functional.conv2d(batch, layer.weight * scale, norm.bias! + ((layer.bias! - norm.running_mean) * scale.view(3)));
        }
    }
}
