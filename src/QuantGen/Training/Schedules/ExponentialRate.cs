namespace QuantGen.Training;

/// <summary>A rate that is multiplied by the same factor every epoch: rate · decay^e.</summary>
public sealed record ExponentialRate : RateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The rate of the first epoch.</param>
    /// <param name="epochs">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a positive number, or there is no epoch.</exception>
    public ExponentialRate(double rate, int epochs)
        : base(rate, epochs)
    {
    }

    /// <summary>The factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public double Decay
    {
        get;
        init => field = Factor(value);
    } = 0.98;

    /// <inheritdoc/>
    protected override double RateAt(double position) => Rate * Math.Pow(Decay, position);
}
