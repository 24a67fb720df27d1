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
    /// piled up from the input to here. Null unless batches were given.
    /// </summary>
    public double? OutputSqnr { get; init; }

    /// <summary>The names of its quantizers.</summary>
    public required IReadOnlyList<string> Quantizers { get; init; }
}
