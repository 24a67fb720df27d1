using QuantGen.Quantizers;

namespace QuantGen.Training;

/// <summary>Which parameters are trained in a way of their own, and how. What is null is left to the optimizer.</summary>
/// <remarks>
/// A parameter belongs to the group that names it, else to the group of its role, else to the group that is neither of names nor of a role.
/// </remarks>
public sealed record ParameterGroup
{
    /// <summary>Says which parameters are meant.</summary>
    /// <param name="patterns">Patterns as <see cref="ParameterPatterns"/> takes them; none for all parameters that no other group
    /// takes.</param>
    public ParameterGroup(params IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        Patterns = [.. patterns];
    }

    /// <summary>Says which parameters are meant, by what they are for.</summary>
    /// <param name="role">What they are for.</param>
    /// <param name="patterns">Patterns, one of which must match as well; none for all parameters of the role that no group names.</param>
    public ParameterGroup(ParameterRole role, params IReadOnlyList<string> patterns)
        : this(patterns) => Role = role;

    /// <summary>Which parameters are meant; empty for all of the role, or all that no other group takes.</summary>
    public ValueList<string> Patterns { get; }

    /// <summary>What the parameters are for; null for any role.</summary>
    public ParameterRole? Role { get; }

    /// <summary>The learning rate, positive or zero. Under a schedule it is what the group starts from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double? LearningRate
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>Whether the rate stays what it is, whatever <see cref="ScheduledRates"/> does with those of other groups.</summary>
    public bool HoldsRate { get; init; }

    /// <summary>The momentum, or the first decay rate of an Adam.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double? Momentum
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>The weight decay.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double? WeightDecay
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>What the group is called in messages.</summary>
    internal string Label => Patterns.Count > 0 ? $"'{Patterns[0]}'" : Role is { } role ? $"the role {role}" : "the rest";

    private static double? Checked(double? value) => value is null || (double.IsFinite(value.Value) && value >= 0)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "What a group is trained with is a finite number of at least zero.");
}
