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
    private BinCounters _counts = new([]);
    private long _zeros;
    private bool _anything;
    private float _last;
    private float _largest;

    // Distance of the edges: in double until the range first grows, then the float32 difference of the first two edges.
    private double _step;
    private float _width;

    /// <inheritdoc/>
    public override bool NeedsSmallest => false;

    /// <inheritdoc/>
    public override long HeldBytes => _counts.HeldBytes;

    private int Bins => _counts.Bins;

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
            _counts.Add(0, -values.Count(0f));

        _counts.Count(values, new DividedBins(_last, Bins));
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
        return Histogram.Take(_counts.ToArray(), edges, _largest);
    }

    /// <inheritdoc/>
    public override HistogramBuilder Clone(HistogramBuilder? retired = null)
    {
        var clone = (ZeroOriginBuilder)MemberwiseClone();
        clone._counts = _counts.Clone((retired as ZeroOriginBuilder)?._counts);
        return clone;
    }

    private void Begin(float largest)
    {
        _counts = new BinCounters(new long[options.Bins]);
        _counts.Add(0, _zeros);
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

        var counts = _counts.ToArray();
        var grown = new long[Math.Max((int)BinsOf(width), Merged(Bins - 1) + 1)];
        for (var i = 0; i < counts.Length; i++)
            grown[Merged(i)] += counts[i];

        _counts = new BinCounters(grown);
        _step = width;
        _width = (float)width;
        _last = (float)Math.Min(Bins * width, float.MaxValue);

        double BinsOf(double width) => _width > 0 ? MathF.Ceiling(largest / (float)width) : Math.Ceiling(largest / width);

        int Merged(int bin) => merges < 31 ? bin >> merges : 0;
    }
}
