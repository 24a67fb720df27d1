using QuantGen.Quantizers;

namespace QuantGen.Training;

/// <summary>
/// A learning rate as a function of how far the training is. It has no state: the rate of a moment is the same whatever was asked before, so
/// that a training that goes on from a file needs nothing but its position.
/// </summary>
/// <remarks>
/// Behind the last epoch of the schedule the rate stays what it was at its end, for trainings that go on for some epochs. Torch's schedulers
/// change the rate step by step instead, so that a second one on the same optimizer starts from what the first one left.
/// </remarks>
public abstract record RateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The rate that it starts from, positive.</param>
    /// <param name="epochs">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a positive number, or there is no epoch.</exception>
    protected RateSchedule(double rate, int epochs)
    {
        Rate = double.IsFinite(rate) && rate > 0
            ? rate
            : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A schedule starts from a rate above zero.");
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        Epochs = epochs;
    }

    /// <summary>The rate that it starts from.</summary>
    public double Rate { get; }

    /// <summary>How many epochs it is long.</summary>
    public int Epochs { get; }

    /// <summary>Whether the rate changes from iteration to iteration; otherwise from epoch to epoch.</summary>
    public bool PerIteration { get; init; }

    /// <summary>
    /// Iterations at the beginning in which the rate rises along a line: in iteration t, counted from 0, it is (t + 1) / n of what the schedule
    /// says. 0 for none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int WarmUpIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The rate of an iteration.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="iteration">The iteration within the epoch, from 0.</param>
    /// <param name="iterations">How many iterations an epoch has.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such iteration.</exception>
    public double At(int epoch, int iteration = 0, int iterations = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(iteration);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(iteration, iterations);
        var passed = ((long)epoch * iterations) + iteration;
        var ramp = passed < WarmUpIterations ? (passed + 1.0) / WarmUpIterations : 1;
        var isOver = epoch >= Epochs;
        var position = (isOver ? Epochs - 1 : epoch)
            + (PerIteration ? (isOver ? iterations - 1 : iteration) / (double)iterations : 0);
        return ramp * RateAt(position);
    }

    /// <summary>The rate at a position.</summary>
    /// <param name="position">Epochs passed, from 0 to below <see cref="Epochs"/>; whole unless <see cref="PerIteration"/> is set.</param>
    protected abstract double RateAt(double position);

    /// <summary>Checks epochs at which something happens.</summary>
    private protected static ValueList<int> Increasing(ValueList<int> epochs, string what)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        for (var i = 0; i < epochs.Count; i++)
        {
            if (epochs[i] <= (i == 0 ? 0 : epochs[i - 1]))
                throw new ArgumentException($"The {what} of a schedule are epochs from 1 on, each after the one before it, not {epochs}.", nameof(epochs));
        }

        return epochs;
    }

    /// <summary>Checks a factor of the rate.</summary>
    private protected static double Factor(double value) => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A rate is multiplied by a number above zero.");

    /// <summary>How many of the given epochs a position has reached.</summary>
    private protected static int Passed(ValueList<int> epochs, double position)
    {
        var passed = 0;
        while (passed < epochs.Count && epochs[passed] <= position)
            passed++;

        return passed;
    }

    /// <summary>How much of the interval between two restarts is over at a position, from 0 to below 1.</summary>
    private protected double ShareOfInterval(ValueList<int> restarts, double position)
    {
        var passed = Passed(restarts, position);
        var start = passed == 0 ? 0 : restarts[passed - 1];
        var end = passed < restarts.Count ? Math.Min(restarts[passed], Epochs) : Epochs;
        return (position - start) / (end - start);
    }

    /// <summary>Checks the rate at the end of an interval.</summary>
    private protected double Lowest(double value) => value >= 0 && value <= Rate
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The lowest rate lies between zero and the rate that the schedule starts from.");
}
