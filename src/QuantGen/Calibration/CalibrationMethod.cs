namespace QuantGen.Calibration;

/// <summary>
/// How a quantizer's range is chosen from what its collector saw: <see cref="Max"/>, <see cref="Percentile"/>, <see cref="Mse"/> or
/// <see cref="Entropy"/>.
/// </summary>
/// <remarks>The formulas are those of pytorch-quantization 2.2.1 (calib/histogram.py and calib/max.py).</remarks>
public abstract record CalibrationMethod
{
    private protected CalibrationMethod()
    {
    }

    /// <summary>The largest magnitude seen: nothing is clipped, and one outlier costs every other value its resolution.</summary>
    public static CalibrationMethod Max { get; } = new MaxMethod();

    /// <summary>The magnitude that <paramref name="percentile"/> percent of all values do not exceed.</summary>
    /// <param name="percentile">From 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0..100.</exception>
    public static CalibrationMethod Percentile(double percentile = 99.99) => new PercentileMethod(percentile);

    /// <summary>The range whose quantization error, squared and averaged over the histogram, is least.</summary>
    /// <param name="startBin">The first bin whose centre is tried as the range.</param>
    /// <param name="stride">Every how many bins a range is tried.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="startBin"/> is negative or <paramref name="stride"/> below 1.</exception>
    public static CalibrationMethod Mse(int startBin = 128, int stride = 1) => new MseMethod(startBin, stride);

    /// <summary>The range whose quantized distribution tells least apart from the collected one (Kullback-Leibler divergence).</summary>
    /// <param name="startBin">The first number of kept bins that is tried.</param>
    /// <param name="stride">Every how many bins a range is tried.</param>
    /// <param name="minimumKept">The share of the values, from 0 to 1, that a range must at least keep unclipped; null for
    /// 1 - 2^-(bits + 1), or all values but one. See <see cref="EntropyMethod.MinimumKept"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static CalibrationMethod Entropy(int startBin = 128, int stride = 1, double? minimumKept = null) =>
        new EntropyMethod(startBin, stride) { MinimumKept = minimumKept };
}
