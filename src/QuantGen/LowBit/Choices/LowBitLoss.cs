namespace QuantGen.LowBit;

/// <summary>How the distance between values x and their quantized form y becomes a term of the loss.</summary>
public enum LowBitLoss
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Mean of |x - y|.</summary>
    Absolute,

    /// <summary>Mean of (x - y)^2.</summary>
    Squared,

    /// <summary>|sum(xy) / sum(yy) - 1|: how far the best factor for y is from 1.</summary>
    BestFactor,
}
