using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace SystemTorch.Tests.Schedules;

/// <summary>The rates that the schedules reach step by step, against closed forms.</summary>
public sealed class ScheduleTests : IDisposable
{
    private const double Rate = 0.8;

    private readonly Parameter _parameter = nn.Parameter(zeros(1));
    private readonly SGD _optimizer;

    public ScheduleTests()
    {
        _optimizer = SGD([_parameter], Rate, momentum: 0.9);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _parameter.Dispose();
    }

    [Fact]
    public void StepsMultiplyTheRate() => Follows(
        lr_scheduler.StepLR(_optimizer, 3, gamma: 0.5), epoch => Rate * Math.Pow(0.5, epoch / 3));

    [Fact]
    public void MilestonesMultiplyTheRate() => Follows(
        lr_scheduler.MultiStepLR(_optimizer, [2, 5], gamma: 0.1), epoch => Rate * (epoch < 2 ? 1 : epoch < 5 ? 0.1 : 0.01));

    [Fact]
    public void TheExponentialMultipliesTheRateEachTime() => Follows(
        lr_scheduler.ExponentialLR(_optimizer, gamma: 0.9), epoch => Rate * Math.Pow(0.9, epoch));

    [Fact]
    public void ALambdaMultipliesTheFirstRate() => Follows(
        lr_scheduler.LambdaLR(_optimizer, epoch => 1.0 / (1 + epoch)), epoch => Rate / (1 + epoch));

    [Fact]
    public void TheLineGoesFromFactorToFactor() => Follows(
        lr_scheduler.LinearLR(_optimizer, 0.25, 1, total_iters: 6), epoch => Rate * (0.25 + (0.75 * Math.Min(epoch, 6) / 6)));

    [Fact]
    public void TheCosineGoesDownAndUpAgain() => Follows(
        lr_scheduler.CosineAnnealingLR(_optimizer, 5, eta_min: 0.1),
        epoch => 0.1 + (0.7 * (1 + Math.Cos(Math.PI * epoch / 5)) / 2),
        epochs: 12);

    [Fact]
    public void AWarmUpIsFollowedByTheNextSchedule()
    {
        var warmUp = lr_scheduler.LinearLR(_optimizer, 0.25, 1, total_iters: 3);
        var decay = lr_scheduler.ExponentialLR(_optimizer, gamma: 0.5);

        Follows(
            lr_scheduler.SequentialLR(_optimizer, [warmUp, decay], [3]),
            epoch => Rate * (epoch < 3 ? 0.25 + (0.75 * epoch / 3) : Math.Pow(0.5, epoch - 3)));
    }

    [Fact]
    public void OneCycleGoesUpAndFarDown()
    {
        static double Between(double start, double end, double share) => end + ((start - end) / 2 * (1 + Math.Cos(Math.PI * share)));
        var scheduler = lr_scheduler.OneCycleLR(_optimizer, 1, total_steps: 10);

        for (var step = 0; step < 10; step++)
        {
            var rate = step <= 2 ? Between(0.04, 1, step / 2.0) : Between(1, 0.04e-4, (step - 2) / 7.0);
            var momentum = step <= 2 ? Between(0.95, 0.85, step / 2.0) : Between(0.85, 0.95, (step - 2) / 7.0);
            Near.Equal(rate, _optimizer.ParamGroups.Single().LearningRate);
            Near.Equal(momentum, ((IMomentum)_optimizer.ParamGroups.Single()).Momentum);
            scheduler.step();
        }

        Assert.Throws<InvalidOperationException>(scheduler.step);
    }

    [Fact]
    public void OneCycleNeedsItsLength()
    {
        Assert.Throws<ArgumentException>(() => lr_scheduler.OneCycleLR(_optimizer, 1));
        Assert.Throws<ArgumentException>(() => lr_scheduler.OneCycleLR(_optimizer, 1, total_steps: 10, pct_start: 2));
    }

    [Fact]
    public void AGivenEpochTakesTheClosedForm()
    {
        var scheduler = lr_scheduler.StepLR(_optimizer, 3, gamma: 0.5);

        scheduler.step(7);

        Near.Equal(Rate * 0.25, scheduler.get_last_lr().Single());
        scheduler.step();
        Near.Equal(Rate * 0.25, _optimizer.ParamGroups.Single().LearningRate);
    }

    private void Follows(lr_scheduler.LRScheduler scheduler, Func<int, double> expected, int epochs = 9)
    {
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            Near.Equal(expected(epoch), _optimizer.ParamGroups.Single().LearningRate);
            Near.Equal(expected(epoch), scheduler.get_last_lr().Single());
            scheduler.step();
        }
    }
}
