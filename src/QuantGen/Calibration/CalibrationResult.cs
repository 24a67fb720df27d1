namespace QuantGen.Calibration;

/// <summary>What <see cref="Calibrator.Compute"/> set.</summary>
/// <param name="Method">The method; quantizers that collected only a maximum use that whatever the method.</param>
/// <param name="Ranges">The quantizers that were calibrated, in the order of the model.</param>
/// <param name="Unreached">The quantizers that received no data: layers that no batch passed through. Their ranges are what they were, and
/// using one that has none is an error.</param>
public sealed record CalibrationResult(
    CalibrationMethod Method, IReadOnlyList<QuantizerRange> Ranges, IReadOnlyList<string> Unreached)
{
    /// <summary>One sentence.</summary>
    public override string ToString() => Unreached.Count == 0
        ? $"{Method}: {Ranges.Count} quantizers calibrated."
        : $"{Method}: {Ranges.Count} quantizers calibrated, {Unreached.Count} not reached by the data: {string.Join(", ", Unreached)}.";
}
