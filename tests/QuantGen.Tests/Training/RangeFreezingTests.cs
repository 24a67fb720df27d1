using QuantGen.Quantizers;
using QuantGen.Training;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training;

public sealed class RangeFreezingTests
{
    [Fact]
    public void LearnedRangesGetNoGradientAndDynamicWeightsKeepTheirRange()
    {
        using var scope = NewDisposeScope();
        using var net = new NormalizedNet(new QuantDescriptor { Dynamic = true, Axes = [0], NarrowRange = true });
        net.eval();
        var x = randn(4, 2, 6, 6);
        var expected = Tensors.Floats(net.call(x));
        Assert.Equal(["conv._weight_quantizer", "fc._input_quantizer", "fc._weight_quantizer"], RangeFreezing.Freeze(net));
        Assert.Equal(expected, Tensors.Floats(net.call(x)));

        // The range of the merged weight, in the shape of the weight's.
        Assert.Equal([4, 1, 1, 1], net.Convolution.WeightQuantizer.Amax!.shape);
        net.call(x).sum().backward();
        Assert.Null(net.get_parameter("fc._input_quantizer.clip.clip_value_max")!.grad);
        using (no_grad())
            net.Convolution.weight.mul_(4);

        Assert.NotEqual(expected, Tensors.Floats(net.call(x)));
        Assert.Empty(RangeFreezing.Freeze(net));
    }
}
