using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Optimizers;

public sealed class SgdTests : IDisposable
{
    private const double Rate = 0.1;

    private readonly Descent _descent = new();

    public void Dispose() => _descent.Dispose();

    [Fact]
    public void TheStepIsTheRateTimesTheGradient() =>
        Near.Equal(2 - (0.1 * 3), _descent.Run(optim.SGD([_descent.Value], Rate), 3));

    [Fact]
    public void MaximizingGoesUp() =>
        Near.Equal(2 + (0.1 * 3), _descent.Run(optim.SGD([_descent.Value], Rate, maximize: true), 3));

    [Fact]
    public void MomentumAddsUpTheGradients()
    {
        // buffer 3, then 0.9 * 3 + 1
        Near.Equal(2 - 0.3 - (0.1 * 3.7), _descent.Run(optim.SGD([_descent.Value], Rate, momentum: 0.9), 3, 1));
    }

    [Fact]
    public void DampeningWeakensAllGradientsButTheFirst() =>
        Near.Equal(2 - 0.3 - (0.1 * (2.7 + 0.5)), _descent.Run(optim.SGD([_descent.Value], Rate, momentum: 0.9, dampening: 0.5), 3, 1));

    [Fact]
    public void NesterovLooksAhead()
    {
        // 3 + 0.9 * 3, then 1 + 0.9 * 3.7
        Near.Equal(2 - 0.57 - 0.433, _descent.Run(optim.SGD([_descent.Value], Rate, momentum: 0.9, nesterov: true), 3, 1));
    }

    [Fact]
    public void WeightDecayPullsTowardsZero() =>
        Near.Equal(2 - (0.1 * (3 + (0.5 * 2))), _descent.Run(optim.SGD([_descent.Value], Rate, weight_decay: 0.5), 3));

    [Fact]
    public void NesterovNeedsMomentumWithoutDampening()
    {
        Assert.Throws<ArgumentException>(() => optim.SGD([_descent.Value], Rate, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.SGD([_descent.Value], -1));
    }

    [Fact]
    public void AParameterWithoutGradientStays()
    {
        using var optimizer = optim.SGD([_descent.Value], Rate);
        optimizer.step();

        Near.Equal(2, _descent.Value.item<double>());
    }

    [Fact]
    public void EachGroupHasItsOwnRate()
    {
        using var other = new Descent();
        var fast = new SGD.ParamGroup([_descent.Value], lr: 1);
        var common = new SGD.ParamGroup { Parameters = [other.Value] };
        using var optimizer = optim.SGD([fast, common], Rate);
        _descent.Value.grad = tensor(1.0);
        other.Value.grad = tensor(1.0);

        optimizer.step();

        Near.Equal(1, _descent.Value.item<double>());
        Near.Equal(1.9, other.Value.item<double>());
        Assert.Equal([1, Rate], optimizer.ParamGroups.Select(group => group.LearningRate));
    }
}
