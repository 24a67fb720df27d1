namespace QuantGen.Quantizers;

/// <summary>What a quantizer's collector remembers of the tensors it sees.</summary>
public enum CalibratorKind
{
    /// <summary>The largest magnitude, per tensor or per channel.</summary>
    Max,

    /// <summary>A histogram of magnitudes, per tensor, from which every calibration method can choose a range.</summary>
    Histogram,
}
