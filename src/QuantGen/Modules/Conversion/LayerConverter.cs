using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// Takes layers of a float model over into its quantized twin. The float model is only read: the twin shares no memory with it.
/// </summary>
/// <remarks>
/// Activations are signed, with one range for which a histogram is collected; weights are signed in the narrow range, with ranges for
/// output channels or one range. What stands at several places of the float model stays one in the twin, through all nested models.
/// </remarks>
public sealed partial class LayerConverter
{
    private readonly Granularity? _weights;
    private readonly QuantizationOptions _options;
    private readonly bool _isNested;

    // What the annotation of a field says, here or around here: it goes before the properties, which come from the class.
    private readonly LayerChoices _choices;

    // What was made of a layer, parameter or buffer of the float model, by its identity.
    private readonly Dictionary<object, object> _made;

    /// <summary>Begins a twin.</summary>
    /// <param name="weights">Whether each output channel of a weight has a range of its own.</param>
    /// <param name="options">Overrides the properties of this converter; null changes nothing.</param>
    public LayerConverter(Granularity weights, QuantizationOptions? options = null)
        : this((Granularity?)weights, options)
    {
    }

    /// <summary>Begins a twin whose weights have as many ranges as the target or the algorithm has by itself.</summary>
    /// <param name="options">Overrides the properties of this converter; null changes nothing.</param>
    public LayerConverter(QuantizationOptions? options)
        : this((Granularity?)null, options)
    {
    }

    private LayerConverter(Granularity? weights, QuantizationOptions? options)
        : this(weights, options ?? QuantizationOptions.Default, options?.Conversion is not null)
    {
        // What follows the twin does not follow each of its layers.
        Options = Options with { Conversion = Options.Conversion! with { ActivationFollows = false } };
        ActivationFollows |= !_isNested && _options.PowerOfTwo is { QuantizeOutput: false };
    }

    private LayerConverter(Granularity? weights, QuantizationOptions options, bool isNested)
    {
        var conversion = options.Conversion ?? new Conversion();
        (_weights, _options, _isNested, _choices, _made) = (weights, options, isNested, conversion.Choices, conversion.Made);
        Options = options with { Conversion = conversion with { Owner = this } };
        ActivationFollows = conversion.ActivationFollows;
    }

    /// <summary>
    /// Begins the quantized form of a layer of your own: its quantizers are described by the model that holds the layer, down to the
    /// annotation of the field, as those of QuantGen's own layers are.
    /// </summary>
    /// <param name="options">What <see cref="IQuantizable.ToQuantized"/> was given.</param>
    public static LayerConverter ForLayer(QuantizationOptions? options) => options?.Conversion?.Owner is { } owner
        ? owner.Like(owner.Options, isNested: true, owner.UnsignedInput)
        : new LayerConverter(Granularity.PerChannel, options);

    /// <summary>
    /// What the twin is for. It decides where containers that are converted at run time get quantizers and, for <see cref="QuantizationTarget.OnnxRuntime"/>, that activations which cannot be negative, as
    /// behind a ReLU, get levels from zero on in them (see <see cref="With"/> for the input of a layer in a field), and that biases are rounded as they will be stored.
    /// </summary>
    public QuantizationTarget Target { get; init; }

    /// <summary>What happens to biases under <see cref="QuantizationTarget.PowerOfTwo"/>; null for the default of each layer.</summary>
    public BiasMode? BiasMode { get; init; }

    /// <summary>How weights are quantized under <see cref="QuantizationTarget.LowBit"/>.</summary>
    public LowBitAlgorithm WeightAlgorithm { get; init; }

    /// <summary>How the inputs of layers are quantized under <see cref="QuantizationTarget.LowBit"/>.</summary>
    public LowBitAlgorithm ActivationAlgorithm { get; init; }

    /// <summary>The number of levels of weights under <see cref="QuantizationTarget.LowBit"/>, 2 to 65536.</summary>
    public int WeightLevels { get; init; } = 4;

    /// <summary>The number of levels of activations under <see cref="QuantizationTarget.LowBit"/>, 2 to 65536.</summary>
    public int ActivationLevels { get; init; } = 4;

    /// <summary>The bit width of weights, 1 to 16.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>The bit width of activations, 1 to 16.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>Whether a batch normalization after a layer is merged into the weight that is quantized.</summary>
    public bool FoldBatchNorm { get; init; } = true;

    /// <summary>
    /// Whether a ReLU or ReLU6 in front of a quantized layer, and an add with its activation, are computed in one pass with the quantizer.
    /// </summary>
    public bool Fuse { get; init; }

    /// <summary>Whether the inputs of average pools in containers are quantized.</summary>
    public bool QuantizePools { get; init; }

    /// <summary>Describes the quantizers of activations in place of <see cref="ActivationBits"/>; null for none.</summary>
    public QuantDescriptor? InputDescriptor { get; init; }

    /// <summary>
    /// Describes the quantizers of weights in place of <see cref="WeightBits"/> and the granularity; null for none. Which axis holds the
    /// output channels follows from the layer.
    /// </summary>
    public QuantDescriptor? WeightDescriptor { get; init; }

    /// <summary>
    /// What the twins of nested models are made with: the options of this converter, and the knowledge that they stand inside this twin.
    /// </summary>
    public QuantizationOptions Options { get; }

    /// <summary>
    /// Whether what the twin returns goes into an activation, or need not be quantized: in a nested twin what the one around it says, in the
    /// outermost whether <see cref="PowerOfTwoOptions.QuantizeOutput"/> is off. For <see cref="QuantizationTarget.PowerOfTwo"/>.
    /// </summary>
    public bool ActivationFollows { get; }

    private bool UnsignedInput { get; init; }

    private bool Folds => Target != QuantizationTarget.LowBit && (_options.FoldBatchNorm ?? _choices.FoldBatchNorm ?? FoldBatchNorm);

    private bool Pools => Target != QuantizationTarget.LowBit && (_options.QuantizePools ?? _choices.QuantizePools ?? QuantizePools);

    /// <summary>
    /// A converter for one field of the same twin that differs in what is given; its <see cref="Options"/> carry that into a nested model.
    /// The options of the call of <c>ToQuantized</c> still go before it.
    /// </summary>
    /// <param name="weights">Whether each output channel of a weight has a range of its own.</param>
    /// <param name="weightBits">The bit width of weights, 1 to 16.</param>
    /// <param name="activationBits">The bit width of activations, 1 to 16.</param>
    /// <param name="foldBatchNorm">Whether a batch normalization after a layer is merged into the weight.</param>
    /// <param name="quantizePools">Whether the inputs of average pools in containers are quantized.</param>
    /// <param name="input">Describes the quantizers of activations.</param>
    /// <param name="weight">Describes the quantizers of weights.</param>
    /// <param name="unsignedInput">Whether the input of the layer, or of a container's first layer, is never negative, so that its levels
    /// start at zero, unless a descriptor says how they lie.</param>
    /// <param name="biasMode">What happens to biases.</param>
    /// <param name="activationFollows">Whether what the layer or container returns goes into an activation, or need not be quantized, so that
    /// under <see cref="QuantizationTarget.PowerOfTwo"/> it is left as it is.</param>
    /// <param name="weightAlgorithm">How weights are quantized at few bits.</param>
    /// <param name="weightLevels">The number of levels of weights, 2 to 65536.</param>
    /// <param name="activationAlgorithm">How the inputs of layers are quantized at few bits.</param>
    /// <param name="activationLevels">The number of levels of activations, 2 to 65536.</param>
    /// <param name="evenAtEnds">Whether the layer is quantized at few bits even where it is the first or the last of the model.</param>
    public LayerConverter With(
        Granularity? weights = null,
        int? weightBits = null,
        int? activationBits = null,
        bool? foldBatchNorm = null,
        bool? quantizePools = null,
        QuantDescriptor? input = null,
        QuantDescriptor? weight = null,
        bool unsignedInput = false,
        BiasMode? biasMode = null,
        bool activationFollows = false,
        LowBitAlgorithm? weightAlgorithm = null,
        int? weightLevels = null,
        LowBitAlgorithm? activationAlgorithm = null,
        int? activationLevels = null,
        bool evenAtEnds = false)
    {
        var given = new LayerChoices
        {
            Weights = weights,
            WeightBits = weightBits,
            ActivationBits = activationBits,
            FoldBatchNorm = foldBatchNorm,
            QuantizePools = quantizePools,
            BiasMode = biasMode,
            WeightAlgorithm = weightAlgorithm,
            ActivationAlgorithm = activationAlgorithm,
            WeightLevels = weightLevels,
            ActivationLevels = activationLevels,
            EvenAtEnds = evenAtEnds,
            Input = input,
            Weight = weight,
        };
        var options = Options with
        {
            Conversion = Options.Conversion! with { Choices = _choices.Under(given), ActivationFollows = activationFollows },
        };
        return Like(options, _isNested, unsignedInput);
    }

    /// <summary>
    /// A quantizer for an activation that no layer quantizes: the skip operand of an add, or a layer's input at its second call.
    /// </summary>
    /// <param name="unsigned">Whether the activation is never negative, so that levels start at zero, unless a descriptor says how they
    /// lie.</param>
    public TensorQuantizer ActivationQuantizer(bool unsigned = false) => new(Input(unsigned));

    /// <summary>A quantizer for the input of a layer, which starts at zero where the model knows that the input is never negative.</summary>
    public TensorQuantizer InputQuantizer() => new(Input());

    /// <summary>A quantizer for a weight.</summary>
    /// <param name="outputAxis">The axis of the weight that holds output channels.</param>
    public TensorQuantizer WeightQuantizer(int outputAxis = 0) => new(Weight(outputAxis));

    /// <summary>A quantizer for what the network returns; null in the twin of a nested model, whose result is read inside the network.</summary>
    /// <param name="unsigned">Whether the result is never negative, as for <see cref="ActivationQuantizer"/>.</param>
    public TensorQuantizer? OutputQuantizer(bool unsigned = false) => _isNested ? null : ActivationQuantizer(unsigned);

    /// <summary>
    /// Ends a twin, all layers of which are registered. In the outermost one it names the quantizers and applies
    /// <see cref="QuantizationOptions.Layers"/>; a nested twin leaves that to the outermost.
    /// </summary>
    /// <param name="twin">The twin.</param>
    /// <exception cref="ArgumentException">The options have <see cref="QuantizationOptions.PowerOfTwo"/> or <see cref="QuantizationOptions.LowBit"/>, and no
    /// part of the twin is of that target; or descriptors or <see cref="QuantizationOptions.QuantizePools"/>, and every part is of one of these.</exception>
    /// <exception cref="QuantizationException">A pattern of the options matches no quantized layer, or sets what none of its layers
    /// has.</exception>
    public void Complete(nn.Module twin)
    {
        ArgumentNullException.ThrowIfNull(twin);
        if (_isNested)
            return;

        IdleOptions.Refuse(_options, Target, twin);
        twin.NameQuantizers();
        FirstAndLastLayers.Apply(LowBitChoices.FirstAndLast, twin);
        LayerOverrides.Apply(_options.Layers, twin);
    }

    private QuantDescriptor Input() => Input(UnsignedInput);

    private QuantDescriptor Input(bool unsigned) => _options.InputDescriptor ?? _choices.InputOver(InputDescriptor)
        ?? QuantInputLayer.DefaultInput with { Bits = _choices.ActivationBits ?? ActivationBits, Unsigned = unsigned };

    private QuantDescriptor Weight(int outputAxis, bool isDepthwise = false)
    {
        if ((_options.WeightDescriptor ?? _choices.WeightOver(WeightDescriptor)) is { } given)
            return given.Axes is null ? given : given with { Axes = [outputAxis] };

        var granularity = _choices.Weights ?? _weights ?? Granularity.PerChannel;
        var isPerChannel = granularity == Granularity.PerChannel || (granularity == Granularity.Depthwise && isDepthwise);
        var axes = isPerChannel ? (ValueList<int>)[outputAxis] : null;
        return new QuantDescriptor { Bits = _choices.WeightBits ?? WeightBits, NarrowRange = true, Axes = axes };
    }

    private LayerConverter Like(QuantizationOptions options, bool isNested, bool unsignedInput) =>
        new(_weights, options, isNested)
        {
            Target = Target,
            BiasMode = BiasMode,
            WeightAlgorithm = WeightAlgorithm,
            ActivationAlgorithm = ActivationAlgorithm,
            WeightLevels = WeightLevels,
            ActivationLevels = ActivationLevels,
            WeightBits = WeightBits,
            ActivationBits = ActivationBits,
            FoldBatchNorm = FoldBatchNorm,
            Fuse = Fuse,
            QuantizePools = QuantizePools,
            InputDescriptor = InputDescriptor,
            WeightDescriptor = WeightDescriptor,
            UnsignedInput = unsignedInput,
        };

    /// <summary>What was made of a layer with weights, or is made now.</summary>
    private T Once<T>(nn.Module layer, Func<T> make)
        where T : nn.Module
    {
        if (!_made.TryGetValue(layer, out var known))
            _made[layer] = known = make();

        return known as T ?? throw InFloatAndQuantized(layer);
    }

    private static LayerConversionException InFloatAndQuantized(nn.Module layer) => new(
        $"One {layer.GetType().Name} stands at two places of the model, at one of them kept in float and at the other quantized: keep it in " +
        "float at both or at none.");
}
