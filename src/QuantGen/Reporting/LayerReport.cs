namespace QuantGen.Reporting;

/// <summary>One quantized layer of the twin, or a quantizer that stands by itself.</summary>
public sealed record LayerReport
{
    /// <summary>Its path in the twin, for example <c>layer1.0.conv1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>How many numbers its weights hold.</summary>
    public required long Weights { get; init; }

    /// <summary>The bytes of its weights in the float model.</summary>
    public required long FloatBytes { get; init; }

    /// <summary>The bytes of its weights as deployed, without ranges.</summary>
    public required long QuantizedBytes { get; init; }

    /// <summary>The signal-to-noise ratio of its quantized weight, in decibels; the lowest of several; null without one.</summary>
    public double? WeightSqnr { get; init; }

    /// <summary>The signal-to-noise ratio of its quantized input by itself, in decibels; the lowest of several; null when not known.</summary>
    public double? ActivationSqnr { get; init; }

    /// <summary>
    /// The signal-to-noise ratio of its output in the twin against its output with all quantizers of the twin off, in decibels: what has
    /// piled up from the input to here. In a power-of-two twin, whose parameters calibration changes, against its output with the parameters of the
    /// float model, if that was given. Null unless batches were given.
    /// </summary>
    public double? OutputSqnr { get; init; }

    /// <summary>What happens to its bias; null without one, and in twins of other targets than <see cref="QuantizationTarget.PowerOfTwo"/>.</summary>
    public BiasReport? Bias { get; init; }

    /// <summary>The names of its quantizers.</summary>
    public required IReadOnlyList<string> Quantizers { get; init; }

    /// <summary>Whether it is a quantizer that stands by itself.</summary>
    internal bool IsQuantizer => Quantizers[0] == Name;
}
