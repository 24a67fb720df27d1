namespace QuantGen.Training;

/// <summary>A rate that is multiplied by the same factor every so many epochs: rate · decay^(e div length).</summary>
public sealed record StepRate : RateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The rate of the first epochs.</param>
    /// <param name="epochs">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a positive number, or there is no epoch.</exception>
    public StepRate(double rate, int epochs)
        : base(rate, epochs)
    {
    }

    /// <summary>Epochs from one change to the next.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public int Length
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 30;

    /// <summary>The factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public double Decay
    {
        get;
        init => field = Factor(value);
    } = 0.1;

    /// <inheritdoc/>
    protected override double RateAt(double position) => Rate * Math.Pow(Decay, Math.Floor(position / Length));
}
