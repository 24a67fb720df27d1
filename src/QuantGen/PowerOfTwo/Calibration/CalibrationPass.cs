namespace QuantGen.PowerOfTwo;

/// <summary>One of the two passes that calibration makes over each batch.</summary>
public enum CalibrationPass
{
    /// <summary>The one through the quantized network, whose activations are those of the device. TI's code collects ranges in this one.</summary>
    Quantized,

    /// <summary>The one through the float network. TI's documents describe this one.</summary>
    Float,
}
