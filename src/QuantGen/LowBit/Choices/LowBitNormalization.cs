namespace QuantGen.LowBit;

/// <summary>What is done to values before they are quantized. Statistics are constants for the gradient.</summary>
public enum LowBitNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Weights lose their mean; activations are divided by the mean of their sample.</summary>
    Mean,

    /// <summary>Values are divided by their standard deviation; activations by that of their sample.</summary>
    Deviation,

    /// <summary>Weights lose their mean and are divided by their standard deviation.</summary>
    MeanAndDeviation,
}
