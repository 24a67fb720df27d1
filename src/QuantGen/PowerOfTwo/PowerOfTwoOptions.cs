namespace QuantGen.PowerOfTwo;

/// <summary>
/// What a call of <c>ToQuantized</c> chooses for a twin whose target is <see cref="QuantizationTarget.PowerOfTwo"/>. Without any, the twin is
/// that of TI's system.
/// </summary>
public sealed record PowerOfTwoOptions
{
    /// <summary>Which weights have one range for each output channel; null for what the annotation says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such granularity.</exception>
    public Granularity? Weights
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>
    /// What part of a batch is cut off at each end of the range of activations, in percent: 0.01 is one value of ten thousand. 0 keeps the
    /// lowest and highest value.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or 50 or more.</exception>
    public double ActivationTail
    {
        get;
        init => field = Tail(value);
    } = 0.01;

    /// <summary>The same for weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or 50 or more.</exception>
    public double WeightTail
    {
        get;
        init => field = Tail(value);
    }

    /// <summary>Whether the clip bounds of activations are rounded up to powers of two.</summary>
    public bool PowerOfTwoActivations { get; init; } = true;

    /// <summary>Whether the ranges of weights are rounded up to powers of two.</summary>
    public bool PowerOfTwoWeights { get; init; } = true;

    /// <summary>Whether activations are clipped to the range of the batch while the twin trains, and not to the running one.</summary>
    public bool BatchRanges { get; init; }

    /// <summary>When weights that are far out are cut off; null for never. It happens once, see <see cref="PowerOfTwoLayer.ClipAndStore"/>.</summary>
    public WeightClipping? WeightClipping { get; init; }

    /// <summary>
    /// What happens to biases; null for what the annotation says, and without that <see cref="BiasMode.Saturate16"/>, or
    /// <see cref="BiasMode.Int32"/> in layers whose weight has a range for each channel.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No such mode.</exception>
    public BiasMode? Bias
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>What the gradient of layers is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such form.</exception>
    public GradientForm Gradient
    {
        get;
        init => field = Defined<GradientForm>(value)!.Value;
    }

    /// <summary>Whether what the outermost model takes is quantized.</summary>
    public bool QuantizeInput { get; init; } = true;

    /// <summary>Whether what the outermost model returns is quantized.</summary>
    public bool QuantizeOutput { get; init; } = true;

    /// <summary>
    /// Whether the second batch replaces the first in the running range of activations, as it does in TI's system. Off, every batch counts
    /// alike.
    /// </summary>
    public bool PeerRunningMean { get; init; }

    /// <summary>Decides which rows and columns of images are looked at for ranges. The same seed looks at the same ones.</summary>
    public long Seed { get; init; }

    /// <summary>TI's.</summary>
    internal static PowerOfTwoOptions Default { get; } = new();

    private static double Tail(double value) => value is >= 0 and < 50
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "From 0 to below 50 percent can be cut off at each end.");

    private static T? Defined<T>(T? value)
        where T : struct, Enum => value is null || Enum.IsDefined(value.Value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"There is no such {typeof(T).Name}.");
}
