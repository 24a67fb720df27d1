namespace QuantGen.Reporting;

/// <summary>The twin as a whole.</summary>
public sealed record ModelReport
{
    /// <summary>The name of the float model's class; of the twin's when no float model was given.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the twin's class.</summary>
    public required string Twin { get; init; }

    /// <summary>How many layers have at least one quantizer that acts.</summary>
    public required int QuantizedLayers { get; init; }

    /// <summary>How many parameters the float model has, or the twin without its learned ranges.</summary>
    public required long Parameters { get; init; }

    /// <summary>The bytes of all parameters in the float model.</summary>
    public required long FloatBytes { get; init; }

    /// <summary>
    /// The bytes of all parameters as deployed: quantized weights in their bit width, ranges and everything else in 32 bits, merged
    /// normalizations as a bias of their layer.
    /// </summary>
    public required long QuantizedBytes { get; init; }

    /// <summary>How many quantizers there are.</summary>
    public required int Quantizers { get; init; }

    /// <summary>How many of them act.</summary>
    public required int Enabled { get; init; }

    /// <summary>How many of those can quantize: they have a range, learn one, or take it from each tensor.</summary>
    public required int Calibrated { get; init; }

    /// <summary>How many there are of each kind and format, most first.</summary>
    public required IReadOnlyList<QuantizerGroup> Groups { get; init; }
}
