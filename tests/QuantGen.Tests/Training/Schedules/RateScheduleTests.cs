using QuantGen.Training;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training.Schedules;

public sealed class RateScheduleTests
{
    public static TheoryData<RateSchedule> All =>
    [
        new ConstantRate(0.1, 7),
        new ExponentialRate(0.1, 7) { Decay = 0.9, PerIteration = true },
        new StepRate(0.1, 7) { Length = 2 },
        new MultiStepRate(0.1, 7) { Steps = [2, 5], PerIteration = true },
        new PolynomialRate(0.1, 7) { Restarts = [3], LowestRate = 0.01, Power = 0.9, PerIteration = true },
        new CosineRate(0.1, 7) { Restarts = [1, 6], RestartFactor = 0.5, PerIteration = true },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void WarmUpRisesFromTheBaseAndTheEndStays(RateSchedule schedule)
    {
        var warm = schedule with { WarmUpIterations = 6 };
        for (var step = 0; step < 6; step++)
            Assert.Equal(schedule.At(step / 4, step % 4, 4) * (step + 1) / 6, warm.At(step / 4, step % 4, 4), 1e-12);

        Assert.Equal(schedule.At(1, 2, 4), warm.At(1, 2, 4));
        Assert.Equal(schedule.At(6, 3, 4), schedule.At(7, 0, 4));
        Assert.Equal(schedule.At(6, 3, 4), schedule.At(900, 1, 4));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheRateOfAMomentDoesNotDependOnWhatWasAskedBefore(RateSchedule schedule)
    {
        var forward = Enumerable.Range(0, 40).Select(step => schedule.At(step / 4, step % 4, 4)).ToList();
        var backward = Enumerable.Range(0, 40).Reverse().Select(step => schedule.At(step / 4, step % 4, 4)).Reverse();
        Assert.Equal(forward, backward);
        Assert.All(forward, static rate => Assert.InRange(rate, 0, 0.1));
        if (!schedule.PerIteration)
            Assert.All(forward.Chunk(4), static epoch => Assert.Single(epoch.Distinct()));
    }

    [Fact]
    public void GroupsKeepTheirRatioOrTheirRate()
    {
        using var net = new NormalizedNet();
        ParameterGroup[] kinds =
            [new(ParameterRole.Weight), new(ParameterRole.Small) { LearningRate = 0.02 }, new(ParameterRole.Quantizer) { LearningRate = 0.003, HoldsRate = true }];
        var groups = GroupedParameters.Of(net, kinds);
        using var optimizer = optim.SGD(groups.Select(static group => group.ForSgd()), 0.1);
        var rates = new ScheduledRates(optimizer, groups, new CosineRate(0.1, 10) { LowestRate = 0.001, WarmUpIterations = 3 });
        foreach (var epoch in Enumerable.Range(0, 12))
        {
            var rate = rates.Set(epoch);
            Assert.Equal([rate, rate * 0.2, 0.003], optimizer.ParamGroups.Select(static group => group.LearningRate), new Close());
        }

        Assert.Throws<QuantizationException>(() => new ScheduledRates(optimizer, [.. groups.Skip(1)], new ConstantRate(0.1, 1)));
    }

    [Fact]
    public void WhatIsNoScheduleIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConstantRate(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConstantRate(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConstantRate(0.1, 0));
        Assert.Throws<ArgumentException>(static () => new MultiStepRate(0.1, 9) { Steps = [3, 3] });
        Assert.Throws<ArgumentException>(static () => new CosineRate(0.1, 9) { Restarts = [0] });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CosineRate(0.1, 9) { LowestRate = 0.2 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ExponentialRate(0.1, 9) { Decay = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConstantRate(0.1, 1).At(0, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConstantRate(0.1, 1).At(-1));
    }

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double obj) => 0;
    }
}
