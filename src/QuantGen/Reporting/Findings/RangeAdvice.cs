namespace QuantGen.Reporting.Findings;

/// <summary>What to do about ranges, which is said in the words of the target.</summary>
/// <param name="Noisy">About activations with a low signal-to-noise ratio.</param>
/// <param name="Clipped">About much that is clipped.</param>
/// <param name="SharedRange">About a weight with one range for unlike channels.</param>
/// <param name="NoisyWeight">About weights with a low signal-to-noise ratio for another reason.</param>
internal sealed record RangeAdvice(string Noisy, string Clipped, string SharedRange, string NoisyWeight)
{
    private static readonly RangeAdvice _usual = new(
        Noisy: "Look at the histogram: a long tail of few values asks for a smaller range or more bits (LayerOverride.ActivationBits), " +
            "many clipped values for a larger one.",
        Clipped: "Their ranges do not fit the data any more, or the method is too tight: calibrate again, with max, or with a higher percentile.",
        SharedRange: "Give each output channel its own range: [Quantize(PerChannel)], or WeightDescriptor with Axes for these layers.",
        NoisyWeight: "Ranges may be older than the weights (calibrate again), or single weights far from the rest: try WeightCalibration by mse, " +
            "or more bits (LayerOverride.WeightBits).");

    private static readonly RangeAdvice _powerOfTwo = new(
        Noisy: "Compare the stored range with the clip bound: where a few values stretch it, cut off more (PowerOfTwoOptions.ActivationTail); " +
            "otherwise more bits (LayerOverride.ActivationBits).",
        Clipped: "Their ranges do not fit the data any more: calibrate again, with more batches, or cut off less (PowerOfTwoOptions.ActivationTail).",
        SharedRange: "Where the device allows it, give each output channel its own range (PowerOfTwoOptions.Weights), or make channels alike: " +
            "CrossLayerEqualization on the float model.",
        NoisyWeight: "Single weights may be far from the rest: clip them (PowerOfTwoOptions.WeightClipping, WeightTail), or take more bits " +
            "(LayerOverride.WeightBits).");

    /// <summary>The words for a report.</summary>
    public static RangeAdvice For(QuantizationReport report) => report.IsFixedPoint ? _powerOfTwo : _usual;
}
