using QuantGen.Quantizers;

namespace QuantGen.PowerOfTwo;

/// <summary>How a <see cref="Pact2"/> finds its range and quantizes. The defaults are those of TI's system, save where a property says so.</summary>
public sealed record Pact2Options
{
    /// <summary>The bit width, 1 to 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    public int Bits
    {
        get;
        init => field = Checked(value, nameof(value));
    } = 8;

    /// <summary>
    /// Whether there are levels below zero. Null: as long as the range reaches below zero. False also says that it stands for a ReLU, which it
    /// is while it does not quantize.
    /// </summary>
    public bool? Signed { get; init; }

    /// <summary>
    /// A range that is known and never collected, as that of a Hardtanh; null to collect it. Values outside of it do not pass, though the
    /// levels reach to the next power of two.
    /// </summary>
    /// <exception cref="ArgumentException">A bound is not finite, or the range empty.</exception>
    public (float Low, float High)? FixedRange
    {
        get;
        init => field = value is not { } range || (float.IsFinite(range.Low) && float.IsFinite(range.High) && range.Low < range.High)
            ? value
            : throw new ArgumentException($"A fixed range goes from a number to a higher one, not from {range.Low} to {range.High}.", nameof(value));
    }

    /// <summary>
    /// What no value may exceed, as 6 of a ReLU6, whatever the range; null for no limit. The range is then min(limit, range).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public float? UpperLimit
    {
        get;
        init => field = value is null || (value > 0 && float.IsFinite(value.Value))
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The limit must be positive and finite.");
    }

    /// <summary>
    /// What part of a batch is cut off at each end of its range, in percent: 0.01 is one value of ten thousand. 0 keeps the lowest and the
    /// highest value.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or 50 or more.</exception>
    public double Tail
    {
        get;
        init => field = value is >= 0 and < 50
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "From 0 to below 50 percent can be cut off at each end.");
    } = 0.01;

    /// <summary>Whether the clip bound is rounded up to a power of two.</summary>
    public bool PowerOfTwoRange { get; init; } = true;

    /// <summary>Whether each training batch is clipped to its own range. The running one is collected besides, and used otherwise.</summary>
    public bool BatchRange { get; init; }

    /// <summary>How values become levels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such mode.</exception>
    public FixedPointRounding Rounding
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such rounding mode.");
    } = FixedPointRounding.HalfUp;

    /// <summary>The lowest weight of a new batch in the running range: from its reciprocal on, the mean over batches is an exponential one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0..1.</exception>
    public double RangeFloorFactor
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A weight is a number from 0 to 1.");
    } = 0.001;

    /// <summary>
    /// Whether the second batch replaces the first in the running range, as it does in TI's system. Off, every batch counts alike.
    /// </summary>
    public bool PeerRunningMean { get; init; }

    /// <summary>Decides which rows and columns of images are looked at for the range. The same seed looks at the same ones.</summary>
    public long Seed { get; init; }

    /// <summary>A bit width, if it is one.</summary>
    internal static int Checked(int bits, string parameter) => bits is >= IntegerGrid.MinimumBits and <= IntegerGrid.MaximumBits
        ? bits
        : throw new ArgumentOutOfRangeException(parameter, bits, "A quantizer has 1 to 16 bits.");
}
