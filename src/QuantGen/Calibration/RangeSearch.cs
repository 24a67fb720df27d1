using QuantGen.Quantizers;

namespace QuantGen.Calibration;

/// <summary>
/// Chooses the range of a quantizer from a histogram of magnitudes. Pure functions on the processor, safe to call concurrently.
/// </summary>
/// <remarks>The formulas are those of pytorch-quantization 2.2.1, calib/histogram.py.</remarks>
public static class RangeSearch
{
    /// <summary>The range that a method chooses.</summary>
    /// <param name="histogram">The magnitudes.</param>
    /// <param name="method">How to choose.</param>
    /// <param name="bits">The quantizer's width, 1 to 16. Only the mean-squared-error and entropy searches read it.</param>
    /// <param name="isUnsigned">Whether the quantizer is unsigned. Only those two read it.</param>
    /// <returns>The amax, 0 or more.</returns>
    /// <exception cref="CalibrationException">The histogram has too few bins for the method's first candidate.</exception>
    public static float Find(Histogram histogram, CalibrationMethod method, int bits, bool isUnsigned)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentNullException.ThrowIfNull(method);
        return method switch
        {
            MaxMethod => histogram.Largest,
            PercentileMethod percentile => Percentile(histogram, percentile.Value),
            MseMethod mse => Mse(histogram, bits, isUnsigned, mse),
            EntropyMethod entropy => Entropy(histogram, bits, isUnsigned, entropy),
            _ => throw new ArgumentException($"There is no search for '{method}'.", nameof(method)),
        };
    }

    /// <summary>The range that a method chooses for a quantizer of a number format.</summary>
    /// <param name="histogram">The magnitudes.</param>
    /// <param name="method">How to choose. Entropy compares levels of equal distance, which E4M3 does not have: for it the
    /// mean-squared-error search takes its place.</param>
    /// <param name="format">The numbers of the quantizer. Only the mean-squared-error and entropy searches read it.</param>
    /// <returns>The amax, 0 or more.</returns>
    /// <exception cref="CalibrationException">The histogram has too few bins for the method's first candidate.</exception>
    public static float Find(Histogram histogram, CalibrationMethod method, NumberFormat format)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(format);
        return (format.IsInteger, method) switch
        {
            (false, MseMethod mse) => Least(histogram, new MseSearch(histogram, format), mse.StartBin, mse.Stride),
            (false, EntropyMethod entropy) => Least(histogram, new MseSearch(histogram, format), entropy.StartBin, entropy.Stride),
            _ => Find(histogram, method, format.Bits, format.Unsigned),
        };
    }

    /// <summary>
    /// The lower edge of the first bin at which the running share of the counts reaches the percentile; the last edge when rounding keeps
    /// the share of all below it.
    /// </summary>
    /// <param name="histogram">The magnitudes.</param>
    /// <param name="percentile">From 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is not in 0..100.</exception>
    public static float Percentile(Histogram histogram, double percentile)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        if (!(percentile is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile lies between 0 and 100.");

        // Shares are summed, not counts: at 100 percent the peer's answer depends on how that sum is rounded.
        var total = (double)histogram.Total;
        var share = 0.0;
        for (var i = 0; i < histogram.Bins; i++)
        {
            share += histogram.Counts[i] / total;
            if (share >= percentile / 100)
                return histogram.Edges[i];
        }

        return histogram.Edges[^1];
    }

    /// <summary>
    /// The bin centre c that, taken as amax, gives the least mean of count * (quantized centre - centre)^2 over all bins. The first
    /// of equals wins. Quantization is symmetric with the narrow range, whatever the quantizer's own setting.
    /// </summary>
    /// <param name="histogram">The magnitudes.</param>
    /// <param name="bits">1 to 16.</param>
    /// <param name="isUnsigned">Whether there are 2^bits - 1 steps up to amax, or 2^(bits-1) - 1.</param>
    /// <param name="method">Which centres are tried; every one from bin 128 on by default.</param>
    /// <exception cref="CalibrationException">The histogram has too few bins for the first candidate.</exception>
    public static float Mse(Histogram histogram, int bits, bool isUnsigned, MseMethod? method = null)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        RequireBits(bits);
        method ??= (MseMethod)CalibrationMethod.Mse();
        return Least(histogram, new MseSearch(histogram, bits, isUnsigned), method.StartBin, method.Stride);
    }

    /// <summary>
    /// The bin edge at which clipping, followed by quantization to 2^(bits - 1) levels (2^bits if unsigned), changes the distribution of the
    /// magnitudes least, by Kullback-Leibler divergence. The largest of equals wins.
    /// </summary>
    /// <param name="histogram">The magnitudes.</param>
    /// <param name="bits">1 to 16.</param>
    /// <param name="isUnsigned">Whether the quantizer is unsigned.</param>
    /// <param name="method">Which edges are tried, and the guards; every edge from bin 128 on by default.</param>
    /// <exception cref="CalibrationException">The histogram has too few bins for the first candidate.</exception>
    public static float Entropy(Histogram histogram, int bits, bool isUnsigned, EntropyMethod? method = null)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        RequireBits(bits);
        method ??= new EntropyMethod();
        if (method.StartBin > histogram.Bins)
            throw TooFewBins("entropy", method.StartBin, histogram.Bins);

        return histogram.Edges[new EntropySearch(histogram, bits, isUnsigned).Best(method)];
    }

    private static float Least(Histogram histogram, MseSearch search, int startBin, int stride) => startBin < histogram.Bins
        ? search.Best(startBin, stride)
        : throw TooFewBins("mean-squared-error", startBin, histogram.Bins);

    private static void RequireBits(int bits)
    {
        if (bits is < 1 or > 16)
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "A quantizer has 1 to 16 bits.");
    }

    private static CalibrationException TooFewBins(string search, int startBin, int bins) => new(FormattableString.Invariant(
        $"The {search} search begins at bin {startBin} but the histogram has {bins} bins; give the method a smaller start bin."));
}
