using QuantGen.Quantizers;

namespace QuantGen.Sensitivity;

/// <summary>How sensitivity is measured.</summary>
public sealed record SensitivityOptions
{
    /// <summary>Which layers are quantized while one is looked at.</summary>
    public SensitivityMode Mode { get; init; }

    /// <summary>Whether a higher score is better, as for accuracy, or a lower one, as for a loss.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>
    /// Which layers are looked at, by the names and patterns of <see cref="LayerOverride"/>; all when empty. A name means that layer alone:
    /// <c>layer1.1</c> is not <c>layer1.10</c>.
    /// </summary>
    public ValueList<string> Layers { get; init; } = [];
}
