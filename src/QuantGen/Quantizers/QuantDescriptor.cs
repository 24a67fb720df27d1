using System.Globalization;
using System.Text;

namespace QuantGen.Quantizers;

/// <summary>
/// Says how a tensor is quantized: to which numbers, which axes have a range of their own, and where the range comes from.
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

    /// <summary>The floating-point numbers E4M3 with one range.</summary>
    public static QuantDescriptor E4M3PerTensor { get; } = new() { Format = NumberFormat.E4M3 };

    /// <summary>
    /// The numbers that are representable: signed 8 bit integers unless said otherwise. <see cref="Bits"/>, <see cref="Unsigned"/> and
    /// <see cref="NarrowRange"/> are parts of it.
    /// </summary>
    /// <exception cref="ArgumentException">E4M3, although the descriptor asks for integer levels.</exception>
    public NumberFormat Format
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            DescriptorRules.ThrowIf(DescriptorRules.Levels(FakeQuant, value), nameof(value));
            field = value;
        }
    } = NumberFormat.Integer(8);

    /// <summary>The bit width, 1 to 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    /// <exception cref="ArgumentException">The format is E4M3, which has 8 bits, and the value another.</exception>
    public int Bits
    {
        get => Format.Bits;
        init => Format = Format.WithBits(value);
    }

    /// <summary>A name for messages, used until the model gives the quantizer its full name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether quantized values are returned in real numbers (<see langword="true"/>) or as integer levels.</summary>
    /// <exception cref="ArgumentException">False, although the format is E4M3.</exception>
    public bool FakeQuant
    {
        get;
        init
        {
            DescriptorRules.ThrowIf(DescriptorRules.Levels(value, Format), nameof(value));
            field = value;
        }
    } = true;

    /// <summary>
    /// The axes that keep a range of their own, negative ones counted from the end; null for one range for the whole tensor.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty or repeats an axis, or the range is learned.</exception>
    public ValueList<int>? Axes
    {
        get;
        init
        {
            DescriptorRules.ThrowIf(DescriptorRules.Axes(value) ?? DescriptorRules.Learned(LearnAmax, value), nameof(value));
            field = value;
        }
    }

    /// <summary>
    /// The largest magnitudes that are representable, not negative: one for the whole tensor, or one for each channel. Null when they
    /// come from calibration.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty, or a value is negative or not finite.</exception>
    public ValueList<float>? Amax
    {
        get;
        init
        {
            DescriptorRules.ThrowIf(DescriptorRules.Amax(value), nameof(value));
            field = value;
        }
    }

    /// <summary>
    /// The shape in which <see cref="Amax"/> is kept, which must broadcast with the tensor: for the output channels of a convolution
    /// weight, for example, [C, 1, 1, 1]. Null: no axes for one value, one axis for several.
    /// </summary>
    /// <exception cref="ArgumentException">An extent is below one, or there are more elements than an array holds.</exception>
    public ValueList<long>? AmaxShape
    {
        get;
        init
        {
            DescriptorRules.ThrowIf(DescriptorRules.AmaxShape(value), nameof(value));
            field = value;
        }
    }

    /// <summary>Whether the range is a pair of trained parameters, which start at plus and minus <see cref="Amax"/>, or 1.</summary>
    /// <exception cref="ArgumentException">There are ranges per axis: only one range can be learned.</exception>
    public bool LearnAmax
    {
        get;
        init
        {
            DescriptorRules.ThrowIf(DescriptorRules.Learned(value, Axes), nameof(value));
            field = value;
        }
    }

    /// <summary>A positive factor on the range wherever it is used, which leaves the stored range as it is; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number above zero.</exception>
    public float? ScaleAmax
    {
        get;
        init => field = DescriptorRules.ScaleAmax(value) is { } problem
            ? throw new ArgumentOutOfRangeException(nameof(value), value, problem)
            : value;
    }

    /// <summary>What the quantizer's collector remembers during calibration.</summary>
    public CalibratorKind Calibrator { get; init; }

    /// <summary>Whether levels start at zero. Negative values are then an error.</summary>
    /// <exception cref="ArgumentException">Set although the format is E4M3.</exception>
    public bool Unsigned
    {
        get => Format.Unsigned;
        init => Format = Format.WithUnsigned(value);
    }

    /// <summary>Whether the lowest signed level is left out, so that levels are symmetric: -127 to 127 for 8 bit.</summary>
    /// <exception cref="ArgumentException">Set although the format is E4M3.</exception>
    public bool NarrowRange
    {
        get => Format.NarrowRange;
        init => Format = Format.WithNarrowRange(value);
    }

    /// <summary>Whether, while no range is set, the largest magnitude of each tensor serves as its range.</summary>
    public bool Dynamic { get; init; }

    /// <summary>
    /// The levels of an integer format. Whole-number quantization always uses the narrow range, as in pytorch-quantization.
    /// </summary>
    /// <exception cref="InvalidOperationException">The format is E4M3.</exception>
    internal IntegerGrid Grid => Format.IsInteger
        ? IntegerGrid.Of(Bits, Unsigned, NarrowRange || !FakeQuant)
        : throw new InvalidOperationException("E4M3 has no integer levels.");

    /// <summary>Reads a descriptor that <see cref="ToJson"/> wrote. Fields that are left out have their defaults.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="QuantizationException">The text is not JSON, has a field that no descriptor has, or one of a wrong value.</exception>
    public static QuantDescriptor FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return DescriptorReader.Read(json);
    }

    /// <summary>
    /// The descriptor as one line of JSON with every field that differs from its default, for example
    /// <c>{"bits":4,"axes":[0],"narrowRange":true}</c>; <see cref="FromJson"/> returns an equal one.
    /// </summary>
    public string ToJson() => DescriptorWriter.Text(this);

    /// <summary>One line: the name, then in parentheses whatever differs from one descriptor to another.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name is null ? nameof(QuantDescriptor) : Name + ": ")
            .Append('(').Append(Format).Append(FakeQuant ? " fake" : " real")
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
}
