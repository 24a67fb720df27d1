namespace QuantGen.Sensitivity;

/// <summary>Which layers are quantized while one layer is looked at.</summary>
public enum SensitivityMode
{
    /// <summary>That one alone: how much its quantization costs by itself, against the model in float.</summary>
    OneQuantized,

    /// <summary>All but that one: how much is won by keeping it in float, against the model with every layer quantized.</summary>
    OneFloat,
}
