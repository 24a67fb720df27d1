using QuantGen.Quantizers;

namespace QuantGen.Training;

/// <summary>A rate that is multiplied by the same factor at given epochs: rate · decay^i, where i of them are reached.</summary>
public sealed record MultiStepRate : RateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The rate of the first epochs.</param>
    /// <param name="epochs">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a positive number, or there is no epoch.</exception>
    public MultiStepRate(double rate, int epochs)
        : base(rate, epochs)
    {
    }

    /// <summary>The epochs that begin with a change.</summary>
    /// <exception cref="ArgumentException">They are not in increasing order from 1 on.</exception>
    public ValueList<int> Steps
    {
        get;
        init => field = Increasing(value, "steps");
    } = [];

    /// <summary>The factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public double Decay
    {
        get;
        init => field = Factor(value);
    } = 0.1;

    /// <inheritdoc/>
    protected override double RateAt(double position) => Rate * Math.Pow(Decay, Passed(Steps, position));
}
