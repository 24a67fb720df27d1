using System.Globalization;
using System.Text;

namespace QuantGen.Quantizers;

/// <summary>
/// Says how a tensor is quantized: bit width, signedness, which axes have a range of their own, and where the range comes from.
/// Immutable; two descriptors of equal content are equal.
/// </summary>
/// <remarks>The options and their defaults are those of <c>QuantDescriptor</c> in pytorch-quantization 2.2.1.</remarks>
public sealed record QuantDescriptor
{
    /// <summary>Signed 8 bit with one range.</summary>
    public static QuantDescriptor Int8PerTensor { get; } = new();

    /// <summary>Unsigned 8 bit with one range, for tensors that are never negative.</summary>
    public static QuantDescriptor UInt8PerTensor { get; } = new() { Unsigned = true };

    /// <summary>Signed 8 bit, levels -127 to 127, one range for each output channel of a convolution weight (axis 0).</summary>
    public static QuantDescriptor Int8ConvWeightPerChannel { get; } = new() { Axes = [0], NarrowRange = true };

    /// <summary>The same for transposed convolutions, whose output channels are axis 1.</summary>
    public static QuantDescriptor Int8ConvTransposeWeightPerChannel { get; } = new() { Axes = [1], NarrowRange = true };

    /// <summary>Signed 8 bit, levels -127 to 127, one range for each output feature of a linear layer (axis 0).</summary>
    public static QuantDescriptor Int8LinearWeightPerRow { get; } = new() { Axes = [0], NarrowRange = true };

    /// <summary>The bit width, 1 to 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    public int Bits
    {
        get;
        init => field = value is >= IntegerGrid.MinimumBits and <= IntegerGrid.MaximumBits
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A quantizer has 1 to 16 bits.");
    } = 8;

    /// <summary>A name for messages, used until the model gives the quantizer its full name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether quantized values are returned in real numbers (<see langword="true"/>) or as integer levels.</summary>
    public bool FakeQuant { get; init; } = true;

    /// <summary>
    /// The axes that keep a range of their own, negative ones counted from the end; null for one range for the whole tensor.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty or repeats an axis, or the range is learned.</exception>
    public ValueList<int>? Axes
    {
        get;
        init
        {
            if (value is not null && (value.Count == 0 || value.Distinct().Count() != value.Count))
                throw new ArgumentException(
                    $"The axes {value} must be one or more, each once; use null for one range for the whole tensor.", nameof(value));

            RejectLearnedAxes(LearnAmax, value);
            field = value;
        }
    }

    /// <summary>
    /// The largest magnitudes that are representable, not negative: one for the whole tensor, or one for each channel. Null when they
    /// come from
    /// calibration.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty, or a value is negative or not finite.</exception>
    public ValueList<float>? Amax
    {
        get;
        init => field = value is null || (value.Count > 0 && value.All(static amax => float.IsFinite(amax) && amax >= 0))
            ? value
            : throw new ArgumentException($"The range {value} must be one or more finite numbers of at least zero.", nameof(value));
    }

    /// <summary>
    /// The shape in which <see cref="Amax"/> is kept, which must broadcast with the tensor: for the output channels of a convolution
    /// weight, for example, [C, 1, 1, 1]. Null: no axes for one value, one axis for several.
    /// </summary>
    public ValueList<long>? AmaxShape { get; init; }

    /// <summary>Whether the range is a pair of trained parameters, which start at plus and minus <see cref="Amax"/>, or 1.</summary>
    /// <exception cref="ArgumentException">There are ranges per axis: only one range can be learned.</exception>
    public bool LearnAmax
    {
        get;
        init
        {
            RejectLearnedAxes(value, Axes);
            field = value;
        }
    }

    /// <summary>A positive factor on the range wherever it is used, which leaves the stored range as it is; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number above zero.</exception>
    public float? ScaleAmax
    {
        get;
        init => field = value is null || (float.IsFinite(value.Value) && value > 0)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The factor on the range must be a finite number above zero.");
    }

    /// <summary>What the quantizer's collector remembers during calibration.</summary>
    public CalibratorKind Calibrator { get; init; }

    /// <summary>Whether levels start at zero. Negative values are then an error.</summary>
    public bool Unsigned { get; init; }

    /// <summary>Whether the lowest signed level is left out, so that levels are symmetric: -127 to 127 for 8 bit.</summary>
    public bool NarrowRange { get; init; }

    /// <summary>Whether, while no range is set, the largest magnitude of each tensor serves as its range.</summary>
    public bool Dynamic { get; init; }

    /// <summary>The levels. Whole-number quantization always uses the narrow range, as in pytorch-quantization.</summary>
    internal IntegerGrid Grid => IntegerGrid.Of(Bits, Unsigned, NarrowRange || !FakeQuant);

    /// <summary>One line: the name, then in parentheses whatever differs from one descriptor to another.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name is null ? nameof(QuantDescriptor) : Name + ": ")
            .Append('(').Append(Unsigned ? "unsigned " : "").Append(CultureInfo.InvariantCulture, $"{Bits}bit")
            .Append(NarrowRange ? " narrow" : "").Append(FakeQuant ? " fake" : " real")
            .Append(Axes is null ? " per-tensor" : $" axis={Axes}");
        if (Amax is not null)
            text.Append(CultureInfo.InvariantCulture, $" amax={Amax}");
        if (LearnAmax)
            text.Append(" learn_amax");
        if (ScaleAmax is not null)
            text.Append(CultureInfo.InvariantCulture, $" scale_amax={ScaleAmax}");
        if (Dynamic)
            text.Append(" dynamic");
        return text.Append(')').ToString();
    }

    private static void RejectLearnedAxes(bool learned, ValueList<int>? axes)
    {
        if (learned && axes is not null)
            throw new ArgumentException($"A learned range cannot be kept per axis {axes}: leave Axes or LearnAmax out.", nameof(axes));
    }
}
