using QuantGen.Training;

namespace ImageClassification.LowBit;

/// <summary>The course of the learning rate.</summary>
internal sealed record ScheduleSettings
{
    /// <summary>Which course.</summary>
    public ScheduleKind Kind { get; init; }

    /// <summary>Whether the rate changes in every iteration.</summary>
    public bool PerIteration { get; init; } = true;

    /// <summary>Iterations in which the rate rises.</summary>
    public int WarmUpIterations { get; init; }

    /// <summary>Epochs at which MultiStep falls, and Cosine and Polynomial restart.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>Epochs from one fall to the next of Step.</summary>
    public int Length { get; init; } = 30;

    /// <summary>The factor of MultiStep, Step and Exponential, and of Cosine's restarts; null for what each has by itself.</summary>
    public double? Factor { get; init; }

    /// <summary>The power of Polynomial.</summary>
    public double Power { get; init; } = 1;

    /// <summary>What Cosine and Polynomial fall towards.</summary>
    public double LowestRate { get; init; }

    /// <summary>Makes the schedule.</summary>
    /// <exception cref="TrainingException">The lowest rate is above the rate.</exception>
    public RateSchedule Create(double rate, int epochs)
    {
        if (LowestRate > rate)
            throw new TrainingException("schedule.lowestRate is above training.learningRate: lower it.");

        RateSchedule schedule = Kind switch
        {
            ScheduleKind.MultiStep => new MultiStepRate(rate, epochs) { Steps = [.. Steps], Decay = Factor ?? 0.1 },
            ScheduleKind.Step => new StepRate(rate, epochs) { Length = Length, Decay = Factor ?? 0.1 },
            ScheduleKind.Exponential => new ExponentialRate(rate, epochs) { Decay = Factor ?? 0.98 },
            ScheduleKind.Polynomial => new PolynomialRate(rate, epochs) { Restarts = [.. Steps], Power = Power, LowestRate = LowestRate },
            ScheduleKind.Constant => new ConstantRate(rate, epochs),
            _ => new CosineRate(rate, epochs) { Restarts = [.. Steps], RestartFactor = Factor ?? 1, LowestRate = LowestRate },
        };
        return schedule with { PerIteration = PerIteration, WarmUpIterations = WarmUpIterations };
    }
}
