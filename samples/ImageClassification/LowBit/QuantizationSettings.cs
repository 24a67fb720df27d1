using QuantGen.LowBit;

namespace ImageClassification.LowBit;

/// <summary>How a network is quantized. A side whose algorithm is None stays in float.</summary>
internal sealed record QuantizationSettings
{
    /// <summary>Weights.</summary>
    public LowBitSide Weights { get; init; } = LowBitSettings.Float;

    /// <summary>Inputs of layers.</summary>
    public LowBitSide Activations { get; init; } = LowBitSettings.Float;

    /// <summary>Outputs of layers.</summary>
    public LowBitSide Outputs { get; init; } = LowBitSettings.Float;

    /// <summary>What becomes of the first and the last layer.</summary>
    public FirstAndLast FirstAndLast { get; init; }

    /// <summary>Whether the zeros of a padding come in after quantization.</summary>
    public bool PadAfterQuantization { get; init; }

    /// <summary>Epochs over which the share of float values falls from 1 to 0; 0 for none.</summary>
    public int FloatShareEpochs { get; init; }

    /// <summary>A policy that changes quantizers at the start and at epochs; null for none.</summary>
    public string? Policy { get; init; }
}
