using QuantGen.Quantizers;

namespace QuantGen.Training;

/// <summary>Which parameters are trained in a way of their own, and how. What is null is left to the optimizer.</summary>
public sealed record ParameterGroup
{
    /// <summary>Says which parameters are meant.</summary>
    /// <param name="patterns">Patterns as <see cref="ParameterPatterns"/> takes them; none for all parameters that no other group
    /// matches.</param>
    public ParameterGroup(params IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        Patterns = [.. patterns];
    }

    /// <summary>Which parameters are meant; empty for all that no other group matches.</summary>
    public ValueList<string> Patterns { get; }

    /// <summary>The learning rate, positive or zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double? LearningRate
    {
        get;
        init => field = Checked(value);
    }

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

    private static double? Checked(double? value) => value is null || (double.IsFinite(value.Value) && value >= 0)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "What a group is trained with is a finite number of at least zero.");
}
