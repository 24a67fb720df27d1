using static TorchSharp.torch.optim;

namespace QuantGen.Training;

/// <summary>Gives the groups of an optimizer the rates that a schedule asks for.</summary>
/// <remarks>
/// A group with a <see cref="ParameterGroup.LearningRate"/> of its own keeps its ratio to the schedule's rate, and a group with
/// <see cref="ParameterGroup.HoldsRate"/> keeps its rate.
/// </remarks>
public sealed class ScheduledRates
{
    private readonly List<(ILearningRateController Controller, double Rate, bool Holds)> _groups;
    private readonly RateSchedule _schedule;

    /// <summary>Connects an optimizer with a schedule. No rate is set before <see cref="Set"/> is called.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="groups">The groups that the optimizer was made of, in the same order.</param>
    /// <param name="schedule">The schedule.</param>
    /// <exception cref="QuantizationException">The optimizer has another number of groups.</exception>
    public ScheduledRates(Optimizer optimizer, IReadOnlyList<GroupedParameters> groups, RateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(schedule);
        var controllers = optimizer.ParamGroups.ToList();
        if (controllers.Count != groups.Count)
            throw new QuantizationException(
                $"The optimizer has {controllers.Count} groups of parameters and {groups.Count} were given: give those that it was made of.");

        _groups = [.. controllers.Zip(groups, (controller, group) => (controller, group.Group.LearningRate ?? schedule.Rate, group.Group.HoldsRate))];
        _schedule = schedule;
    }

    /// <summary>Sets the rates of an iteration.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="iteration">The iteration within the epoch, from 0.</param>
    /// <param name="iterations">How many iterations an epoch has.</param>
    /// <returns>The schedule's rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such iteration.</exception>
    public double Set(int epoch, int iteration = 0, int iterations = 1)
    {
        var rate = _schedule.At(epoch, iteration, iterations);
        foreach (var group in _groups)
            group.Controller.LearningRate = group.Holds ? group.Rate : rate * (group.Rate / _schedule.Rate);

        return rate;
    }
}
