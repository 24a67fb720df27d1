namespace QuantGen.Calibration;

/// <summary>
/// The Kullback-Leibler divergence between a histogram and what clipping and quantization leave of it, as a function of the number i of bins
/// that are kept. See <see cref="RangeSearch.Entropy"/>.
/// </summary>
/// <remarks>
/// <para>Bin 0, where the zeros peak, is first given the count of bin 1. With h the counts, T their sum and N levels:
/// p_k = h_k / T for k &lt; i, the whole clipped tail added to p of the last kept bin; the i bins are cut into N groups of equal
/// width, bin k in group floor(k N / i); q_k of an occupied bin is the mean of its group's occupied bins, over the sum of all
/// kept counts, so without the tail; D_i = sum p ln(p / q).</para>
/// <para>Grouping the terms gives D_i = ln S - ln T + 1/T sum_g (sum h ln h - H ln(H / c)), S the kept sum, H and c a group's sum
/// and number of occupied bins: with running sums of h, of h ln h and of occupied bins, a candidate costs O(N), not O(i).</para>
/// </remarks>
internal sealed class EntropySearch
{
    // Differences of logarithms that should cancel leave about this much. Equal distributions must tie, so less is nothing.
    private const double RoundingError = 1e-13;

    private readonly int _bits;
    private readonly int _levelBits;
    private readonly long[] _counts;

    // Over the bins below an index: the sum of counts, of count * ln(count), and the number of occupied bins.
    private readonly long[] _sum;
    private readonly double[] _sumLog;
    private readonly int[] _occupied;

    public EntropySearch(Histogram histogram, int bits, bool isUnsigned)
    {
        _bits = bits;
        _levelBits = isUnsigned ? bits : bits - 1;
        _counts = histogram.Counts.ToArray();
        if (_counts.Length > 1)
            _counts[0] = _counts[1];

        _sum = new long[_counts.Length + 1];
        _sumLog = new double[_counts.Length + 1];
        _occupied = new int[_counts.Length + 1];
        for (var bin = 0; bin < _counts.Length; bin++)
        {
            _sum[bin + 1] = _sum[bin] + _counts[bin];
            _sumLog[bin + 1] = _sumLog[bin] + TimesLog(_counts[bin]);
            _occupied[bin + 1] = _occupied[bin] + (_counts[bin] > 0 ? 1 : 0);
        }
    }

    private long Total => _sum[^1];

    /// <summary>The number of bins to keep.</summary>
    public int Best(EntropyMethod method)
    {
        var best = _counts.Length;
        var least = double.PositiveInfinity;
        for (var kept = method.StartBin; kept <= _counts.Length; kept += method.Stride)
        {
            var divergence = kept == 0 ? double.NaN : Divergence(kept);
            if (method.PeerCompatible ? PeerPrefers(divergence, least) : divergence <= least && KeepsEnough(kept, method.MinimumKept))
                (best, least) = (kept, divergence);
        }

        return best;
    }

    // Without a share that was asked for: one value, or a quarter of the even share of a level. See EntropyMethod.
    private bool KeepsEnough(int kept, double? minimumKept) => minimumKept is { } share
        ? _sum[kept] >= share * Total
        : Total - _sum[kept] <= Math.Max(1, Total * Math.ScaleB(1, -_bits - 1));

    /// <summary>
    /// D in nats when the first <paramref name="kept"/> bins are kept: NaN when they are all empty, infinity when the tail falls into an
    /// empty bin.
    /// </summary>
    public double Divergence(int kept)
    {
        var keptSum = _sum[kept];
        var tail = Total - keptSum;
        if (keptSum == 0)
            return double.NaN;
        if (tail > 0 && _counts[kept - 1] == 0)
            return double.PositiveInfinity;

        var terms = 0.0;
        var low = 0;
        while (low < kept)
        {
            // The group of the bin, then the first bin k with floor(k N / i) above it.
            var group = ((long)low << _levelBits) / kept;
            var high = (int)((((group + 1) * kept) + (1L << _levelBits) - 1) >> _levelBits);
            terms += GroupTerm(low, high, high == kept ? tail : 0);
            low = high;
        }

        var divergence = (terms / Total) + Math.Log(keptSum) - Math.Log(Total);
        return Math.Abs(divergence) < RoundingError ? 0 : divergence;
    }

    // The sum over a group's bins of p' ln(p' / q'), counts in place of shares, the tail in its last bin.
    private double GroupTerm(int low, int high, long tail)
    {
        var sum = _sum[high] - _sum[low];
        if (sum == 0)
            return 0;

        // A bin alone in its group equals its mean: exactly nothing, where a difference of logarithms would leave a trace.
        var occupied = _occupied[high] - _occupied[low];
        if (occupied == 1 && tail == 0)
            return 0;

        var last = _counts[high - 1];
        var logs = _sumLog[high] - _sumLog[low] + (tail > 0 ? TimesLog(last + tail) - TimesLog(last) : 0);
        return logs - ((sum + tail) * (Math.Log(sum) - Math.Log(occupied)));
    }

    private static double TimesLog(long count) => count == 0 ? 0 : count * Math.Log(count);

    // numpy.argmin over the candidates from last to first: NaN is less than any number, and the first found wins.
    private static bool PeerPrefers(double divergence, double least) =>
        double.IsNaN(divergence) || (!double.IsNaN(least) && divergence <= least);
}
