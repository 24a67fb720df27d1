using QuantGen.Quantizers;

namespace QuantGen.PowerOfTwo;

/// <summary>How <see cref="CrossLayerEqualization"/> works.</summary>
public sealed record EqualizationOptions
{
    /// <summary>
    /// The pairs to equalize, by name. Empty: all that are found.
    /// </summary>
    public ValueList<EqualizationPair> Pairs { get; init; } = [];

    /// <summary>
    /// Whether factors are powers of two, which leaves the model's function the same to the last bit and channels equal up to a factor of the root
    /// of 2. Otherwise channels become equal, and the function is the same up to rounding.
    /// </summary>
    public bool PowersOfTwo { get; init; } = true;

    /// <summary>How often all pairs are gone through at most. It ends as soon as nothing changes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Rounds
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There must be one round or more.");
    } = 20;

    /// <summary>
    /// How far the result on the probe may be off in the end, over its largest magnitude, where factors are no powers of two.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double Tolerance
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The tolerance must be positive.");
    } = 1e-3;
}
