using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.Layers;

public sealed class InitTests
{
    [Fact]
    public void TheFanIsTheNumberOfConnections()
    {
        Assert.Equal((18L, 36L), init.CalculateFanInAndFanOut(empty(4, 2, 3, 3)));
        Assert.Equal((5L, 3L), init.CalculateFanInAndFanOut(empty(3, 5)));
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(empty(3)));
    }

    [Fact]
    public void KaimingKeepsTheVariance()
    {
        manual_seed(1);
        using var weight = empty(256, 128, 3, 3);

        init.kaiming_normal_(weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        Near.Equal(Math.Sqrt(2.0 / (256 * 9)), weight.std().item<float>(), 1e-3);

        init.kaiming_uniform_(weight);
        Near.Equal(Math.Sqrt(6.0 / (128 * 9)), weight.abs().max().item<float>(), 1e-3);
    }

    [Fact]
    public void XavierKeepsTheVarianceBothWays()
    {
        manual_seed(1);
        using var weight = empty(300, 200);

        init.xavier_uniform_(weight);
        Near.Equal(Math.Sqrt(6.0 / 500), weight.abs().max().item<float>(), 1e-3);
        init.xavier_normal_(weight);
        Near.Equal(Math.Sqrt(2.0 / 500), weight.std().item<float>(), 1e-3);
    }

    [Fact]
    public void ATruncatedNormalStaysWithinItsBounds()
    {
        manual_seed(1);
        using var weight = init.trunc_normal_(empty(10_000), std: 2, a: -1, b: 3);

        Assert.InRange(weight.min().item<float>(), -1, -0.9);
        Assert.InRange(weight.max().item<float>(), 2.9, 3);
    }

    [Fact]
    public void ParametersAreFilledInPlaceAndStayLeaves()
    {
        using var layer = Linear(2, 2);
        init.constant_(layer.weight, 3);
        init.zeros_(layer.bias!);

        Near.Equal([3, 3, 3, 3], layer.weight);
        Assert.True(layer.weight.is_leaf);
        Assert.True(layer.weight.requires_grad);
    }

    [Fact]
    public void TheSameSeedGivesTheSameLayer()
    {
        manual_seed(7);
        using var first = Linear(4, 4);
        manual_seed(7);
        using var second = Linear(4, 4);

        Near.Same(first.weight, second.weight);
    }
}
