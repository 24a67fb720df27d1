namespace QuantGen.Calibration;

/// <summary>The counts of a row of bins: exact in 64 bits, and in 32 bits where the kernel adds to them. Not safe for concurrent use.</summary>
internal sealed class BinCounters
{
    // A counter sees a quarter of the values at most beyond the tails of blocks, so it cannot overflow before the next flush.
    private const long FlushAfter = 1L << 30;

    private long[] _counts;
    private int[] _counters = [];
    private long _pending;

    /// <summary>Starts with counts that nobody else holds.</summary>
    public BinCounters(long[] counts) => _counts = counts;

    /// <summary>The number of bins.</summary>
    public int Bins => _counts.Length;

    /// <summary>The bytes of memory that are held.</summary>
    public long HeldBytes => ((long)_counts.Length * sizeof(long)) + ((long)_counters.Length * sizeof(int));

    /// <summary>Adds |value| of every value to its bin.</summary>
    /// <param name="values">As <see cref="HistogramKernel.Count{TRule}"/> takes them.</param>
    /// <param name="rule">Says which bin; for as many bins as there are here.</param>
    public void Count<TRule>(ReadOnlySpan<float> values, TRule rule)
        where TRule : struct, IBinRule
    {
        if (Bins > HistogramKernel.MaximumBins)
        {
            foreach (var value in values)
                _counts[rule.Of(MathF.Abs(value))]++;

            return;
        }

        if (_counters.Length == 0)
            _counters = new int[HistogramKernel.Lanes * Bins];

        while (!values.IsEmpty)
        {
            if (_pending == FlushAfter)
                Flush();

            var piece = values[..(int)Math.Min(values.Length, FlushAfter - _pending)];
            HistogramKernel.Count(piece, rule, _counters);
            _pending += piece.Length;
            values = values[piece.Length..];
        }
    }

    /// <summary>Adds to one bin; a negative number takes away.</summary>
    public void Add(int bin, long count) => _counts[bin] += count;

    /// <summary>Merges bins in groups of 2^<paramref name="shift"/>, from the first on. The number of bins stays.</summary>
    public void Merge(int shift)
    {
        Flush();
        if (shift == 0)
            return;

        for (var bin = 1; bin < _counts.Length; bin++)
        {
            var count = _counts[bin];
            _counts[bin] = 0;
            _counts[shift < 31 ? bin >> shift : 0] += count;
        }
    }

    /// <summary>The counts, in an array of their own.</summary>
    public long[] ToArray()
    {
        var counts = _counts.AsSpan().ToArray();
        for (var lane = 0; lane < _counters.Length; lane += counts.Length)
        {
            for (var i = 0; i < counts.Length; i++)
                counts[i] += _counters[lane + i];
        }

        return counts;
    }

    /// <summary>The same counts once more.</summary>
    /// <param name="retired">Counters that are no longer used, whose memory the clone may take.</param>
    public BinCounters Clone(BinCounters? retired)
    {
        var clone = new BinCounters(ToArray());
        if (retired is { _counters: var counters } && counters.Length == _counters.Length)
        {
            Array.Clear(counters);
            clone._counters = counters;
        }

        return clone;
    }

    private void Flush()
    {
        if (_pending == 0)
            return;

        _counts = ToArray();
        Array.Clear(_counters);
        _pending = 0;
    }
}
