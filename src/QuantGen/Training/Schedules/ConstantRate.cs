namespace QuantGen.Training;

/// <summary>One rate from beginning to end.</summary>
public sealed record ConstantRate : RateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="epochs">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a positive number, or there is no epoch.</exception>
    public ConstantRate(double rate, int epochs)
        : base(rate, epochs)
    {
    }

    /// <inheritdoc/>
    protected override double RateAt(double position) => Rate;
}
