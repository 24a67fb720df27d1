using System.Globalization;

namespace QuantGen.LowBit;

/// <summary>
/// How one side of a layer is quantized: by which algorithm, to how many levels, and with what of its options. An option that the algorithm
/// does not look at is an <see cref="ArgumentException"/> when a quantizer is made, which says so.
/// </summary>
public sealed partial record LowBitSide
{
    /// <summary>The most levels that there can be.</summary>
    public const int MaximumLevels = 65536;

    /// <summary>The algorithm.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such algorithm.</exception>
    public LowBitAlgorithm Algorithm
    {
        get;
        init => field = Defined(value);
    } = LowBitAlgorithm.Lsq;

    /// <summary>How many levels there are, 2 to 65536: 2^bits, or any other number, such as 3 for ternary.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 2..65536.</exception>
    public int Levels
    {
        get;
        init => field = CheckedLevels(value, nameof(value));
    } = 4;

    /// <summary>
    /// How many ranges there are, each of a run of consecutive channels; null for the algorithm's own: one for each output channel of a weight
    /// and one for all of an activation, or one for all where the paper has it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? Groups
    {
        get;
        init => field = Positive(value, "A number of groups");
    }

    /// <summary>How many channels one range is for; in place of <see cref="Groups"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? GroupSize
    {
        get;
        init => field = Positive(value, "The size of a group");
    }

    /// <summary>Whether levels go from 0 to the bound, and not from the negative bound on; null: of activations they do.</summary>
    public bool? HalfRange { get; init; }

    /// <summary>What is done to values before they are quantized.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such normalization.</exception>
    public LowBitNormalization Normalization
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>Whether that is undone afterwards. Layers that no batch normalization follows need it.</summary>
    public bool RestoreNormalization { get; init; }

    /// <summary>Whether statistics are those of the whole tensor, and not of each group.</summary>
    public bool NormalizeWholeTensor { get; init; }

    /// <summary>What takes the place of the gradient of rounding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such gradient.</exception>
    public GradientKind Gradient
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>
    /// By what the gradient of a learned range is multiplied; null for what the algorithm's paper has: 1 / sqrt(N Qp) where the step is
    /// learned, and otherwise 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No such scale.</exception>
    public GradientScale? GradientScale
    {
        get;
        init => field = value is { } scale ? Defined(scale) : null;
    }

    /// <summary>The factor s of <see cref="GradientScale"/>, positive; null for 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double? GradientFactor
    {
        get;
        init => field = Positive(value, "A gradient factor");
    }

    /// <summary>The number N of <see cref="GradientScale"/>; null for the number of values of the tensor that share a range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public long? GradientElements
    {
        get;
        init => field = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A number of elements must be positive.");
    }

    /// <summary>
    /// Whether a factor of a gradient from 1 to below 2 counts as 1, as in the peer's program, whose published results were made so. Off, every
    /// factor is exact.
    /// </summary>
    public bool TruncatesGradientScale { get; init; }

    /// <summary>
    /// Where a learned range starts; null for <see cref="Bound"/> if there is one, else with <see cref="WarmUpSteps"/> for the largest magnitude,
    /// else for what the algorithm's paper has.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No such start.</exception>
    public LowBitStart? Start
    {
        get;
        init => field = value is { } start ? Defined(start) : null;
    }

    /// <summary>The end of the range: a constant, or the start of what is learned; null for 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double? Bound
    {
        get;
        init => field = Positive(value, "A bound");
    }

    /// <summary>How many training batches pass without being quantized, while the start of the range is found from them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int WarmUpSteps
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A number of warm-up steps cannot be negative.");
    }

    /// <summary>What the largest magnitude of a batch is multiplied with on the way to a start; null for 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double? WarmUpFactor
    {
        get;
        init => field = Positive(value, "A warm-up factor");
    }

    /// <summary>Whether there is a learned factor for each group behind the levels, <c>gamma</c>, which starts at 1.</summary>
    public bool LearnedScale { get; init; }

    /// <summary>How the distance between values and their quantized form becomes a term of the loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such loss.</exception>
    public LowBitLoss Loss
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>The weight of that term; null for 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double? LossFactor
    {
        get;
        init => field = Positive(value, "The factor of a loss");
    }

    /// <summary>A level count, if it is one.</summary>
    internal static int CheckedLevels(int levels, string parameter) => levels is >= 2 and <= MaximumLevels
        ? levels
        : throw new ArgumentOutOfRangeException(
            parameter, levels, string.Create(CultureInfo.InvariantCulture, $"There are 2 to {MaximumLevels} levels."));

    /// <summary>A value of an enumeration, if it is one.</summary>
    internal static T Defined<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"There is no such {typeof(T).Name}.");

    private static int? Positive(int? value, string what) => value is null or > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{what} must be positive.");

    private static double? Positive(double? value, string what) => value is not { } number || (number > 0 && double.IsFinite(number))
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{what} must be positive and finite.");
}
