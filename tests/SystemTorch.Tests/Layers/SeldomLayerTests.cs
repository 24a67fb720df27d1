using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.Layers;

/// <summary>The layers that only few models have, against their formulas.</summary>
public sealed class SeldomLayerTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void ActivationsAreTheirFormulas()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var x = randn(4, 6, 5, 5) * 2;
        var zero = zeros(1);
        Near(where(x.gt(0), x, (x.exp() - 1) * 1.6732632423543772) * 1.0507009873554805, SELU().call(x));
        Near(where(x.gt(0), x, ((x / 0.7).exp() - 1) * 0.7), CELU(0.7).call(x));
        Near(x.narrow(1, 0, 3) * x.narrow(1, 3, 3).sigmoid(), GLU(1).call(x));
        Near(where(x.abs().gt(0.4), x, zero), Hardshrink(0.4).call(x));
        Near(where(x.gt(0.4), x - 0.4, where(x.lt(-0.4), x + 0.4, zero)), Softshrink(0.4).call(x));
        Near(x / (x.abs() + 1), Softsign().call(x));
        Near((-x).softmax(1), Softmin(1).call(x));
        Near(x.softmax(1), Softmax2d().call(x));
        Near(x - x.tanh(), Tanhshrink().call(x));
        Near(where(x.gt(0.2), x, zero - 3), Threshold(0.2, -3).call(x));
        Near(x.sigmoid().log(), LogSigmoid().call(x));
        Near(where(x.gt(0), x, x * ((0.125 + (1.0 / 3)) / 2)), RReLU().call(x));
    }

    [Fact]
    public void ActivationsInPlaceChangeTheirInput()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        foreach (var layer in new Module<Tensor, Tensor>[] { SELU(true), CELU(1, true), Softsign(true), Tanhshrink(true), Threshold(0, 1, true), RReLU(inplace: true) })
        {
            var x = randn(50);
            var before = x.clone();
            Near(layer.call(x), x);
            Assert.True(x.ne(before).any().item<bool>(), layer.GetName());
        }
    }

    [Fact]
    public void DropoutsPassInEvaluationAndDropInTraining()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        foreach (var layer in new Module<Tensor, Tensor>[] { Dropout1d(), Dropout3d(), AlphaDropout(), FeatureAlphaDropout(), FeatureAlphaDropout(0.5, inplace: false) })
        {
            var x = randn([8, 9, 3, 3, 3]);
            Assert.True(layer.call(x).ne(x).any().item<bool>(), layer.GetName());
            layer.eval();
            Near(x, layer.call(x));
        }
    }

    [Fact]
    public void PoolsAreTheirFormulas()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (line, plane, space) = (rand(2, 3, 12), rand(2, 3, 8, 6), rand([2, 3, 4, 4, 6]));
        Near(line.reshape(2, 3, 4, 3).amax([3]), AdaptiveMaxPool1d(4).call(line));
        Near(space.reshape(2, 3, 2, 2, 4, 6).amax([3]), AdaptiveMaxPool3d([2, 4, 6]).call(space));
        Near(line.reshape(2, 3, 4, 3).pow(3).sum(3).pow(1.0 / 3), LPPool1d(3, 3).call(line));
        Near(plane.reshape(2, 3, 4, 2, 3, 2).pow(2).sum(5).sum(3).sqrt(), LPPool2d(2, 2).call(plane));
        Near(LPPool2d(2, 2).call(plane), LPPool2d(2, [2, 2], [2, 2]).call(plane));
    }

    [Fact]
    public void ElementsAreMovedAndNeighboursCounted()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var x = randn(2, 6, 4, 6);
        var image = randn(2, 4, 3, 3);
        Near(image, PixelUnshuffle(2).call(PixelShuffle(2).call(image)));
        Near(x.reshape(2, 3, 2, 4, 6).transpose(1, 2).reshape(2, 6, 4, 6), ChannelShuffle(3).call(x));

        // Of two channels, the one before and the channel itself.
        var squares = x * x;
        var means = (squares + cat([zeros([2, 1, 4, 6]), squares.narrow(1, 0, 5)], 1)) / 2;
        Near(x / (means * 0.5 + 2).pow(0.75), LocalResponseNorm(2, 0.5, 0.75, 2).call(x));
    }

    [Fact]
    public void ABilinearLayerMultipliesTwoInputs()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, left, right) = (Bilinear(3, 4, 2), randn(5, 3), randn(5, 4));
        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        Assert.Null(Bilinear(3, 4, 2, hasBias: false).bias);
        var expected = stack([.. Enumerable.Range(0, 2).Select(i => (left.mm(layer.weight[i]) * right).sum(1))], 1) + layer.bias!;
        Near(expected, layer.call(left, right));
    }

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, Tolerance);
    }
}
