using QuantGen.Quantizers;

namespace QuantGen.Training;

/// <summary>
/// A rate that falls along half a cosine, from the start again at given epochs: lowest + (start - lowest) (1 + cos(π p)) / 2, where p is the
/// share of the interval between two restarts that is over, and start is the rate times <see cref="RestartFactor"/> for each restart.
/// </summary>
/// <remarks>I. Loshchilov and F. Hutter, SGDR: stochastic gradient descent with warm restarts, 2017, equation 5.</remarks>
public sealed record CosineRate : RateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The rate at the beginning.</param>
    /// <param name="epochs">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a positive number, or there is no epoch.</exception>
    public CosineRate(double rate, int epochs)
        : base(rate, epochs)
    {
    }

    /// <summary>The epochs that begin from the start again.</summary>
    /// <exception cref="ArgumentException">They are not in increasing order from 1 on.</exception>
    public ValueList<int> Restarts
    {
        get;
        init => field = Increasing(value, "restarts");
    } = [];

    /// <summary>What the start is multiplied by at each restart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public double RestartFactor
    {
        get;
        init => field = Factor(value);
    } = 1;

    /// <summary>What the rate falls towards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or above the rate.</exception>
    public double LowestRate
    {
        get;
        init => field = Lowest(value);
    }

    /// <inheritdoc/>
    protected override double RateAt(double position)
    {
        var start = Rate * Math.Pow(RestartFactor, Passed(Restarts, position));
        return LowestRate + ((start - LowestRate) * (1 + Math.Cos(Math.PI * ShareOfInterval(Restarts, position))) / 2);
    }
}
