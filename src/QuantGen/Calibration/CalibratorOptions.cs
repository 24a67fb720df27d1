using QuantGen.Quantizers;

namespace QuantGen.Calibration;

/// <summary>What a <see cref="Calibrator"/> remembers of the tensors it sees.</summary>
public sealed record CalibratorOptions
{
    /// <summary>The options that a calibrator has when none are given.</summary>
    public static CalibratorOptions Default { get; } = new();

    /// <summary>How histograms bin magnitudes, for quantizers whose descriptor asks for one.</summary>
    public HistogramOptions Histogram { get; init; } = HistogramOptions.Default;

    /// <summary>
    /// Chooses the collector of a quantizer by its name in the model; where it returns null, or is null itself, the descriptor's
    /// <see cref="QuantDescriptor.Calibrator"/> decides.
    /// </summary>
    public Func<string, TensorQuantizer, ICollector?>? CollectorOf { get; init; }

    /// <summary>
    /// Chooses, by its name in the model, what <see cref="Calibrator.Compute"/> does with a quantizer that no data reached and that has no
    /// range; where this is null, <see cref="UnreachedAction.Leave"/>.
    /// </summary>
    public Func<string, TensorQuantizer, UnreachedAction>? UnreachedOf { get; init; }
}
