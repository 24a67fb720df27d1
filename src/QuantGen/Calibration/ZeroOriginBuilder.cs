namespace QuantGen.Calibration;

/// <summary>
/// Bins from zero. The first tensor's largest magnitude sets the bin width; larger ones later append bins of that width, and
/// beyond the limit bins merge in pairs.
/// </summary>
/// <remarks>
/// <para>Counts follow pytorch-quantization's <c>torch_hist=True</c>: bin = trunc(|x| / last edge * bins) in float32. Its counts are
/// float32 and stop at 2^24; these do not.</para>
/// <para>As long as everything was zero there is no width. The zeros wait in the middle bin, where torch.histc puts them, and join
/// bin 0 when the first other value comes; pytorch-quantization fails there.</para>
/// </remarks>
internal sealed class ZeroOriginBuilder(HistogramOptions options) : HistogramBuilder
{
    // A counter sees a quarter of the values at most beyond the tails of blocks, so it cannot overflow before the next flush.
    private const long FlushAfter = 1L << 30;

    private long[] _counts = [];
    private int[] _counters = [];
    private long _pending;
    private long _zeros;
    private bool _anything;
    private float _last;
    private float _largest;

    // Distance of the edges: in double until the range first grows, then the float32 difference of the first two edges.
    private double _step;
    private float _width;

    /// <inheritdoc/>
    public override bool NeedsSmallest => false;

    private int Bins => _counts.Length;

    /// <inheritdoc/>
    public override void MakeRoom(float smallest, float largest)
    {
        if (options.SkipZeros && largest == 0)
            return;

        if (_last == 0 && largest > 0)
            Begin(largest);
        else if (largest > _last)
            Grow(largest);

        _largest = Math.Max(_largest, largest);
        _anything = true;
    }

    /// <inheritdoc/>
    public override void Count(ReadOnlySpan<float> values)
    {
        if (_last == 0)
        {
            _zeros += options.SkipZeros ? 0 : values.Length;
            return;
        }

        if (options.SkipZeros)
            _counts[0] -= values.Count(0f);

        if (Bins > HistogramKernel.MaximumBins)
        {
            foreach (var value in values)
                _counts[HistogramKernel.BinOf(MathF.Abs(value), _last, Bins)]++;

            return;
        }

        if (_counters.Length == 0)
            _counters = new int[HistogramKernel.Lanes * Bins];

        while (!values.IsEmpty)
        {
            if (_pending == FlushAfter)
                Flush();

            var piece = values[..(int)Math.Min(values.Length, FlushAfter - _pending)];
            HistogramKernel.Count(piece, _last, Bins, _counters);
            _pending += piece.Length;
            values = values[piece.Length..];
        }
    }

    /// <inheritdoc/>
    public override Histogram? Snapshot()
    {
        if (!_anything)
            return null;

        if (_last == 0)
        {
            var allZero = new long[options.Bins];
            allZero[options.Bins / 2] = _zeros;
            return Histogram.Take(allZero, new float[options.Bins + 1], 0);
        }

        var edges = new float[Bins + 1];
        for (var i = 0; i < edges.Length; i++)
            edges[i] = (float)(i * _step);

        edges[^1] = _last;
        return Histogram.Take(AllCounts(), edges, _largest);
    }

    /// <inheritdoc/>
    public override HistogramBuilder Clone(HistogramBuilder? retired = null)
    {
        var clone = (ZeroOriginBuilder)MemberwiseClone();
        clone._counts = AllCounts();
        clone._counters = [];
        clone._pending = 0;
        if (retired is ZeroOriginBuilder { _counters: var counters } && counters.Length == _counters.Length)
        {
            Array.Clear(counters);
            clone._counters = counters;
        }

        return clone;
    }

    private void Begin(float largest)
    {
        _counts = new long[options.Bins];
        _counts[0] = _zeros;
        _last = largest;
        _step = (double)largest / Bins;
        _width = largest / Bins;
    }

    private void Grow(float largest)
    {
        // Below the smallest float32 a width is no width; the double knows better.
        var width = _width > 0 ? _width : _step;
        var merges = 0;
        while (MustMerge(BinsOf(width), options))
        {
            width *= 2;
            merges++;
        }

        var counts = AllCounts();
        var grown = new long[Math.Max((int)BinsOf(width), Merged(Bins - 1) + 1)];
        for (var i = 0; i < counts.Length; i++)
            grown[Merged(i)] += counts[i];

        _counts = grown;
        _counters = [];
        _pending = 0;
        _step = width;
        _width = (float)width;
        _last = (float)Math.Min(Bins * width, float.MaxValue);

        double BinsOf(double width) => _width > 0 ? MathF.Ceiling(largest / (float)width) : Math.Ceiling(largest / width);

        int Merged(int bin) => merges < 31 ? bin >> merges : 0;
    }

    private void Flush()
    {
        _counts = AllCounts();
        Array.Clear(_counters);
        _pending = 0;
    }

    private long[] AllCounts()
    {
        var counts = _counts.AsSpan().ToArray();
        for (var lane = 0; lane < _counters.Length; lane += counts.Length)
        {
            for (var i = 0; i < counts.Length; i++)
                counts[i] += _counters[lane + i];
        }

        return counts;
    }
}
