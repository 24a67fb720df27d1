namespace QuantGen.Calibration;

/// <summary>
/// Bins from zero whose width is 2^k with the least k that lets them hold the largest magnitude. What is counted depends on the values
/// alone: not on their order, nor on how they came in tensors, nor on which of several builders counted them before they were added up.
/// </summary>
/// <remarks>
/// A value's bin is trunc(|x| 2^-k), which float32 computes without rounding; when k grows by one, bins 2i and 2i + 1 become bin i, and
/// trunc(trunc(y) / 2) = trunc(y / 2). So counts never depend on when k grew. The width is 2^-126 at least, since the inverse of a
/// smaller one is no float32 number; such values are zero to any quantizer.
/// </remarks>
internal sealed class PowerOfTwoBuilder(HistogramOptions options) : HistogramBuilder
{
    private const int LeastExponent = -126;

    private BinCounters _counts = new(new long[options.Bins]);
    private int _exponent = LeastExponent;
    private float _largest;
    private bool _anything;

    /// <inheritdoc/>
    public override bool NeedsSmallest => false;

    /// <inheritdoc/>
    public override long HeldBytes => _counts.HeldBytes;

    /// <summary>How many bins the histogram of values has whose largest magnitude is this.</summary>
    public static int BinsFor(float largest, int most) =>
        Exponent(largest, most) is > LeastExponent and var exponent ? (int)Math.ScaleB(largest, -exponent) + 1 : most;

    /// <inheritdoc/>
    public override void MakeRoom(float smallest, float largest)
    {
        if (options.SkipZeros && largest == 0)
            return;

        var exponent = Math.Max(_exponent, Exponent(largest, options.Bins));
        if (exponent > _exponent)
            _counts.Merge(exponent - _exponent);

        _exponent = exponent;
        _largest = Math.Max(_largest, largest);
        _anything = true;
    }

    /// <inheritdoc/>
    public override void Count(ReadOnlySpan<float> values)
    {
        if (options.SkipZeros)
            _counts.Add(0, -values.Count(0f));

        _counts.Count(values, new ScaledBins(MathF.ScaleB(1, -_exponent), options.Bins));
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<long> counts, float largest)
    {
        var shift = 0;
        MakeRoom(0, largest);
        if (Exponent(largest, options.Bins) is var exponent && exponent < _exponent)
            shift = _exponent - exponent;

        for (var bin = 0; bin < counts.Length; bin++)
            _counts.Add(shift < 31 ? bin >> shift : 0, counts[bin]);
    }

    /// <inheritdoc/>
    /// <remarks>The last edge is the largest magnitude itself. Of nothing but zeros all edges are zero.</remarks>
    public override Histogram? Snapshot()
    {
        if (!_anything)
            return null;

        var bins = BinsFor(_largest, options.Bins);
        var edges = new float[bins + 1];
        if (_largest > 0)
        {
            for (var i = 0; i < edges.Length; i++)
                edges[i] = (float)Math.ScaleB(i, _exponent);
            if (_exponent > LeastExponent)
                edges[^1] = _largest;
        }

        return Histogram.Take(_counts.ToArray()[..bins], edges, _largest);
    }

    /// <inheritdoc/>
    public override HistogramBuilder Clone(HistogramBuilder? retired = null)
    {
        var clone = (PowerOfTwoBuilder)MemberwiseClone();
        clone._counts = _counts.Clone((retired as PowerOfTwoBuilder)?._counts);
        return clone;
    }

    // The least k with largest < bins 2^k.
    private static int Exponent(float largest, int bins)
    {
        if (largest == 0)
            return LeastExponent;

        var exponent = Math.Max(LeastExponent, Math.ILogB(largest) - Math.ILogB(bins));
        return Math.ScaleB(largest, -exponent) < bins ? exponent : exponent + 1;
    }
}
