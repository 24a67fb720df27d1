namespace QuantGen.Calibration;

/// <summary>
/// Bins from the first tensor's least magnitude to its largest; larger ones later append bins of the same width, smaller ones
/// are dropped. The rule is pytorch-quantization's <c>torch_hist=False</c>, which is numpy.histogram's: a bin holds its lower
/// edge but not its upper one, save the last bin.
/// </summary>
internal sealed class MinimumOriginBuilder(HistogramOptions options) : HistogramBuilder
{
    private long[] _counts = [];
    private float[] _edges = [];
    private float _largest;
    private double _step;

    /// <inheritdoc/>
    public override bool NeedsSmallest => _edges.Length == 0;

    /// <inheritdoc/>
    public override long HeldBytes => ((long)_counts.Length * sizeof(long)) + ((long)_edges.Length * sizeof(float));

    /// <inheritdoc/>
    public override void MakeRoom(float smallest, float largest)
    {
        if (options.SkipZeros && largest == 0)
            return;

        if (_edges.Length == 0)
        {
            _counts = new long[options.Bins];
            _edges = EdgeBins.Between(smallest, largest, options.Bins);
            _step = ((double)_edges[^1] - _edges[0]) / options.Bins;
        }
        else if (largest > _edges[^1])
        {
            Grow(largest);
        }

        _largest = Math.Max(_largest, largest);
    }

    /// <inheritdoc/>
    public override void Count(ReadOnlySpan<float> values)
    {
        if (_edges.Length == 0)
            return;

        foreach (var value in values)
        {
            var magnitude = MathF.Abs(value);
            if (magnitude >= _edges[0] && !(options.SkipZeros && magnitude == 0))
                _counts[EdgeBins.Find(_edges, magnitude)]++;
        }
    }

    /// <inheritdoc/>
    public override Histogram? Snapshot() =>
        _edges.Length == 0 ? null : Histogram.Take([.. _counts], [.. _edges], _largest);

    /// <inheritdoc/>
    public override HistogramBuilder Clone(HistogramBuilder? retired = null)
    {
        var clone = (MinimumOriginBuilder)MemberwiseClone();
        clone._counts = [.. _counts];
        clone._edges = [.. _edges];
        return clone;
    }

    private void Grow(float largest)
    {
        // Where the first edges are too close for float32 to tell them apart, the double still does.
        var width = _edges[1] > _edges[0] ? _edges[1] - _edges[0] : _step;
        while (MustMerge(_counts.Length + Added(width), options))
        {
            MergePairs();
            width *= 2;
        }

        _step = width;
        Append((int)Added(width));

        double Added(double width) => Math.Max(1, Math.Ceiling((largest - (double)_edges[^1]) / width));
    }

    // numpy.arange in float32: its step is what rounding leaves between the first two new edges.
    private void Append(int added)
    {
        var bins = _counts.Length;
        var last = (double)_edges[^1];
        var first = (float)(last + _step);
        var step = (float)(first + _step) - first;
        Array.Resize(ref _counts, bins + added);
        Array.Resize(ref _edges, bins + added + 1);
        for (var i = 0; i < added; i++)
            _edges[bins + 1 + i] = Math.Min(step > 0 ? first + (i * step) : (float)(last + ((i + 1) * _step)), float.MaxValue);
    }

    private void MergePairs()
    {
        var merged = new long[(_counts.Length + 1) / 2];
        for (var i = 0; i < _counts.Length; i++)
            merged[i / 2] += _counts[i];

        // The last of an odd number of bins stays as wide as it was: the edges keep their places, so that no count moves.
        var edges = new float[merged.Length + 1];
        for (var i = 0; i < edges.Length; i++)
            edges[i] = _edges[Math.Min(2 * i, _edges.Length - 1)];

        (_counts, _edges) = (merged, edges);
    }
}
