namespace QuantGen.LowBit;

/// <summary>What becomes of the first and the last layer of a model that trains at few bits.</summary>
public enum FirstAndLast
{
    /// <summary>They compute in float, as nearly all published results have it.</summary>
    KeepFloat,

    /// <summary>They are quantized like the others.</summary>
    Quantize,
}
