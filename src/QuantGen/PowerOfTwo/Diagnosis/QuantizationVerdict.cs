namespace QuantGen.PowerOfTwo;

/// <summary>Where a loss of accuracy comes from.</summary>
public enum QuantizationVerdict
{
    /// <summary>There is none: with 8 bits the score is as good as the float model's, within what is allowed.</summary>
    None,

    /// <summary>From quantization: with 16 bits there is no loss, with 8 there is. More bits for the worst layers, better calibration or training help.</summary>
    Quantization,

    /// <summary>
    /// Not from too few bits: with 16 the loss is there too. Look for wrong data, missing ranges, weights of another model, or a layer that the twin
    /// computes otherwise.
    /// </summary>
    SomethingElse,
}
