namespace QuantGen.Calibration;

/// <summary>Where the bins of a magnitude histogram lie.</summary>
public enum HistogramForm
{
    /// <summary>
    /// Bins from zero whose width is the least power of two that lets <see cref="HistogramOptions.Bins"/> of them hold every value. When a
    /// larger value comes the width doubles and neighbours merge, which loses nothing: the histogram depends on the values
    /// alone, not on their order nor on how they were cut into tensors. So histograms of parts of the data add up to that
    /// of the whole.
    /// </summary>
    PowerOfTwo,

    /// <summary>
    /// Bins from zero to the largest magnitude of the first tensor; larger values later append bins of the same width. What
    /// pytorch-quantization does by default (<c>torch_hist=True</c>).
    /// </summary>
    FirstTensor,

    /// <summary>
    /// Bins from the least magnitude of the first tensor to its largest. What pytorch-quantization does with <c>torch_hist=False</c>,
    /// where numpy bins the values: smaller magnitudes in later tensors are dropped.
    /// </summary>
    FirstTensorFromMinimum,
}
