using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;

namespace QuantGen;

/// <summary>
/// What a call of <c>ToQuantized</c> overrides for some layers of the twin, named by a pattern. A property that is null leaves it as it
/// is.
/// </summary>
/// <remarks>
/// <para>The pattern is compared with the path of each quantized layer, as <c>layer4.0.conv1</c>; <c>*</c> stands for any text, dots
/// included, <c>?</c> for one character. <c>fc</c> names one layer, <c>layer4.*</c> everything inside <c>layer4</c>, <c>*.conv1</c>
/// every <c>conv1</c> below the outermost class. A quantizer that stands by itself, as that of a skip operand, counts as a layer of its own
/// name: <c>layer4.*</c> reaches it, and so does <c>*.residual_quantizer</c>. In a power-of-two twin a layer has a weight alone, and a
/// <see cref="Pact2"/> goes by its own name and by that of the layer behind which it stands: <c>conv2</c> is also <c>conv2_quantizer</c>. In a
/// low-bit twin a bit width is the number of levels 2^bits of the layer's algorithm.</para>
/// <para>With a <see cref="Kind"/> only layers of that class are meant: <c>LayerOverride.Of&lt;QuantLSTM&gt;() with { WeightBits = 4 }</c> is a
/// default for all LSTMs of the model, which later overrides by name go before.</para>
/// </remarks>
public sealed record LayerOverride
{
    /// <summary>The pattern of every layer.</summary>
    internal const string Everything = "*";

    /// <summary>Says which layers are meant.</summary>
    /// <param name="pattern">A path in the twin, with <c>*</c> for any text and <c>?</c> for one character.</param>
    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    public LayerOverride(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        Pattern = pattern;
    }

    /// <summary>Which layers are meant.</summary>
    public string Pattern { get; }

    /// <summary>
    /// Of which class the layers are that are meant, or of which base class or interface: a quantized layer's, as <c>QuantConv2d</c>, or
    /// <see cref="TensorQuantizer"/> for quantizers that stand by themselves; <see cref="PowerOfTwoLayer"/>, <see cref="Pact2"/> or <see cref="LowBitLayer"/>. Null for all.
    /// </summary>
    /// <exception cref="ArgumentException">No quantized layer can be of that type, as a float layer's.</exception>
    public Type? Kind
    {
        get;
        init => field = value is null || IsKind(value)
            ? value
            : throw new ArgumentException(
                $"{value.Name} is no kind of quantized layer: name the quantized form, as QuantConv2d, an implementation of " +
                $"{nameof(IQuantizedLayer)}, {nameof(PowerOfTwoLayer)}, {nameof(LowBitLayer)}, {nameof(Pact2)} or {nameof(TensorQuantizer)}.",
                nameof(value));
    }

    /// <summary>
    /// Whether the quantizers of the layers act; switched off, a layer computes in floating point. Switched on, the first or last layer of a low-bit
    /// twin is quantized, too.
    /// </summary>
    public bool? Enabled { get; init; }

    /// <summary>The bit width of weights, 1 to 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    public int? WeightBits
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>The bit width of activations, 1 to 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    public int? ActivationBits
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>What the quantizers of activations remember during calibration.</summary>
    public CalibratorKind? Calibrator { get; init; }

    /// <summary>Describes the quantizers of activations: layer inputs, skip operands. The properties above apply on top of it.</summary>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantDescriptor? InputDescriptor
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>
    /// Describes the quantizers of weights; <see cref="WeightBits"/> applies on top of it. Whether <see cref="QuantDescriptor.Axes"/> is
    /// null decides between one range and one for each output channel; which axis holds the output channels follows from the layer.
    /// </summary>
    /// <exception cref="ArgumentException">The descriptor asks for integer levels.</exception>
    public QuantDescriptor? WeightDescriptor
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>How the weights of low-bit layers are quantized; <see cref="WeightBits"/> applies on top of it.</summary>
    public LowBitSide? WeightSide { get; init; }

    /// <summary>How the inputs of low-bit layers are quantized; <see cref="ActivationBits"/> applies on top of it.</summary>
    public LowBitSide? InputSide { get; init; }

    /// <summary>Means all layers of a kind: a default for them. It is no error if a model has none.</summary>
    /// <typeparam name="TLayer">See <see cref="Kind"/>.</typeparam>
    /// <exception cref="ArgumentException">No quantized layer can be of that type.</exception>
    public static LayerOverride Of<TLayer>() => new(Everything) { Kind = typeof(TLayer) };

    /// <summary>Whether the override is a default, which may mean no layer at all.</summary>
    internal bool IsDefault => Kind is not null && Pattern == Everything;

    private static bool IsKind(Type type) =>
        type.IsInterface || type == typeof(TensorQuantizer) || type == typeof(Pact2)
        || type.IsAssignableTo(typeof(IQuantizedLayer)) || type.IsAssignableTo(typeof(PowerOfTwoLayer))
        || type.IsAssignableTo(typeof(LowBitLayer));

    private static int? Checked(int? bits) => bits is null or (>= IntegerGrid.MinimumBits and <= IntegerGrid.MaximumBits)
        ? bits
        : throw new ArgumentOutOfRangeException(nameof(bits), bits, "A quantizer has 1 to 16 bits.");

    private static QuantDescriptor? Checked(QuantDescriptor? descriptor) => descriptor is null or { FakeQuant: true }
        ? descriptor
        : throw new ArgumentException("A quantized layer computes with dequantized values: leave FakeQuant at true.", nameof(descriptor));
}
