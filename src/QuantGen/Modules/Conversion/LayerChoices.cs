using QuantGen.Quantizers;

namespace QuantGen.Modules;

/// <summary>
/// What a field's annotation says over the annotation of its class, for the layer or the whole model that the field holds. Null: nothing.
/// </summary>
internal sealed record LayerChoices
{
    /// <summary>Says nothing.</summary>
    public static LayerChoices None { get; } = new();

    /// <summary>Whether each output channel of a weight has a range of its own.</summary>
    public Granularity? Weights { get; init; }

    /// <summary>The bit width of weights.</summary>
    public int? WeightBits { get; init; }

    /// <summary>The bit width of activations.</summary>
    public int? ActivationBits { get; init; }

    /// <summary>Whether batch normalizations are merged into weights.</summary>
    public bool? FoldBatchNorm { get; init; }

    /// <summary>Whether the inputs of average pools in containers are quantized.</summary>
    public bool? QuantizePools { get; init; }

    /// <summary>What happens to biases, under a target of powers of two.</summary>
    public BiasMode? BiasMode { get; init; }

    /// <summary>How weights are quantized at few bits.</summary>
    public LowBitAlgorithm? WeightAlgorithm { get; init; }

    /// <summary>How the inputs of layers are quantized at few bits.</summary>
    public LowBitAlgorithm? ActivationAlgorithm { get; init; }

    /// <summary>The number of levels of weights.</summary>
    public int? WeightLevels { get; init; }

    /// <summary>The number of levels of activations.</summary>
    public int? ActivationLevels { get; init; }

    /// <summary>Whether the layer in the field is quantized at few bits even where it is a model's first or last.</summary>
    public bool EvenAtEnds { get; init; }

    /// <summary>Describes the quantizers of activations.</summary>
    public QuantDescriptor? Input { get; init; }

    /// <summary>Describes the quantizers of weights.</summary>
    public QuantDescriptor? Weight { get; init; }

    /// <summary>
    /// The choices of a field inside what these are for: they go before these, so that a bit width takes the place of a farther descriptor.
    /// </summary>
    public LayerChoices Under(LayerChoices nearer) => new()
    {
        Weights = nearer.Weights ?? Weights,
        WeightBits = nearer.WeightBits ?? WeightBits,
        ActivationBits = nearer.ActivationBits ?? ActivationBits,
        FoldBatchNorm = nearer.FoldBatchNorm ?? FoldBatchNorm,
        QuantizePools = nearer.QuantizePools ?? QuantizePools,
        BiasMode = nearer.BiasMode ?? BiasMode,
        WeightAlgorithm = nearer.WeightAlgorithm ?? WeightAlgorithm,
        ActivationAlgorithm = nearer.ActivationAlgorithm ?? ActivationAlgorithm,
        WeightLevels = nearer.WeightLevels ?? WeightLevels,
        ActivationLevels = nearer.ActivationLevels ?? ActivationLevels,
        EvenAtEnds = nearer.EvenAtEnds,
        Input = nearer.InputOver(Input),
        Weight = nearer.WeightOver(Weight),
    };

    /// <summary>The descriptor of activations, where a farther one says something else.</summary>
    public QuantDescriptor? InputOver(QuantDescriptor? farther) => Input ?? (ActivationBits is null ? farther : null);

    /// <summary>The descriptor of weights, where a farther one says something else.</summary>
    public QuantDescriptor? WeightOver(QuantDescriptor? farther) => Weight ?? (WeightBits is null && Weights is null ? farther : null);
}
