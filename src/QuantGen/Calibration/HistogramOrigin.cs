namespace QuantGen.Calibration;

/// <summary>Where the first bin of a magnitude histogram begins.</summary>
public enum HistogramOrigin
{
    /// <summary>At zero. What pytorch-quantization does by default (<c>torch_hist=True</c>).</summary>
    Zero,

    /// <summary>
    /// At the least magnitude of the first tensor. What pytorch-quantization does with <c>torch_hist=False</c>, where numpy bins the
    /// values: smaller magnitudes in later tensors are dropped, so the origin of choice is <see cref="Zero"/>.
    /// </summary>
    Minimum,
}
