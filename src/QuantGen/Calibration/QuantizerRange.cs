namespace QuantGen.Calibration;

/// <summary>The range that calibration gave one quantizer.</summary>
/// <param name="Quantizer">Where the quantizer lies in the model, for example <c>layer1.0.conv1._input_quantizer</c>.</param>
/// <param name="Amax">The range: one magnitude, or one for each channel.</param>
/// <param name="ClippedShare">The share of the collected values, from 0 to 1, that lies above the range, to the accuracy of the bins; 0 when
/// only the maximum was collected.</param>
public sealed record QuantizerRange(string Quantizer, IReadOnlyList<float> Amax, double ClippedShare)
{
    /// <summary>The bytes of memory that the quantizer's statistics take. Quantizers that have seen the same tensors share theirs.</summary>
    public long HeldBytes { get; init; }

    /// <summary>The largest magnitude over all channels.</summary>
    public float Largest => Amax.Max();

    /// <summary>How many channels saw nothing but zeros, or 1 for a tensor that did: they quantize to zero.</summary>
    public int Dead => Amax.Count(static amax => amax == 0);
}
