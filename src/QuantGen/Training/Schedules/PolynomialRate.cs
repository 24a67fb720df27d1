using QuantGen.Quantizers;

namespace QuantGen.Training;

/// <summary>
/// A rate that falls along a power, from the start again at given epochs: lowest + (rate - lowest) (1 - p)^power, where p is the share of the
/// interval between two restarts that is over.
/// </summary>
public sealed record PolynomialRate : RateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The rate at the beginning of each interval.</param>
    /// <param name="epochs">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a positive number, or there is no epoch.</exception>
    public PolynomialRate(double rate, int epochs)
        : base(rate, epochs)
    {
    }

    /// <summary>The power; 1 is a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public double Power
    {
        get;
        init => field = Factor(value);
    } = 1;

    /// <summary>The epochs that begin from the start again.</summary>
    /// <exception cref="ArgumentException">They are not in increasing order from 1 on.</exception>
    public ValueList<int> Restarts
    {
        get;
        init => field = Increasing(value, "restarts");
    } = [];

    /// <summary>What the rate falls towards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or above the rate.</exception>
    public double LowestRate
    {
        get;
        init => field = Lowest(value);
    }

    /// <inheritdoc/>
    protected override double RateAt(double position) =>
        LowestRate + ((Rate - LowestRate) * Math.Pow(1 - ShareOfInterval(Restarts, position), Power));
}
