namespace QuantGen.Calibration;

/// <summary>
/// The histogram of one sequence of tensors, shared by all collectors that have seen just that sequence. Quantizers that read the same
/// activation (both branches of a residual block, for example) cost the counting of one.
/// </summary>
/// <remarks>
/// A collector that sees a tensor moves on to the histogram of the longer sequence. The first to go there counts the tensor, on a copy while others
/// stay behind; who comes later with equal content finds it counted. So whatever collectors share, each holds the
/// histogram of exactly its own tensors, also where content that was the same comes to differ. Equality is by
/// <see cref="ContentDigest"/>, not by the tensor's identity: operations in place change what a tensor holds.
/// </remarks>
internal sealed class SharedHistogram
{
    private readonly HistogramOptions _options;
    private readonly HistogramBuilder _builder;
    private readonly Dictionary<ContentDigest, SharedHistogram> _next = [];
    private (SharedHistogram From, ContentDigest By)? _reached;
    private HistogramBuilder? _retired;
    private int _sharers;

    /// <summary>The histogram of nothing.</summary>
    /// <param name="options">How magnitudes are binned.</param>
    /// <param name="sharers">How many collectors hold it.</param>
    public SharedHistogram(HistogramOptions options, int sharers)
        : this(options, HistogramBuilder.Create(options), sharers)
    {
    }

    private SharedHistogram(HistogramOptions options, HistogramBuilder builder, int sharers)
    {
        _options = options;
        _builder = builder;
        _sharers = sharers;
    }

    /// <summary>Takes one collector on to the histogram with one more tensor in it.</summary>
    /// <exception cref="CalibrationException">The tensor cannot be counted. Nothing has changed.</exception>
    public SharedHistogram With(DenseFloats values)
    {
        if (_sharers == 1 && _next.Count == 0)
            return CountHere(values);

        var digest = ContentDigest.Of(values);
        if (!_next.TryGetValue(digest, out var next))
        {
            if (_sharers == 1)
                return CountHere(values);

            next = new SharedHistogram(_options, _builder.Clone(_retired), sharers: 0) { _reached = (this, digest) };
            _retired = null;
            next.Count(values, digest.Largest);
            _next.Add(digest, next);
        }

        next._sharers++;
        _sharers--;
        if (_sharers == 0)
            Retire(next);

        return next;
    }

    /// <summary>The bytes of memory that the bins take.</summary>
    public long HeldBytes => _builder.HeldBytes + (_retired?.HeldBytes ?? 0);

    /// <summary>Takes one collector on to a histogram of its own, with what another has counted added. See <see cref="HistogramBuilder.Add"/>.</summary>
    public SharedHistogram Plus(ReadOnlySpan<long> counts, float largest)
    {
        var builder = _builder.Clone();
        builder.Add(counts, largest);
        _sharers--;
        if (_sharers == 0)
            Leave();

        return new SharedHistogram(_options, builder, sharers: 1);
    }

    /// <summary>The histogram so far. May be called on several threads while nothing is counted.</summary>
    public Histogram? Snapshot() => _builder.Snapshot();

    // Nobody else holds this histogram, nor may anyone come to it later as what it was.
    private SharedHistogram CountHere(DenseFloats values)
    {
        Count(values, values.LargestMagnitude());
        Leave();
        return this;
    }

    // The last collector has gone on; what follows it gets the memory.
    private void Retire(SharedHistogram heir)
    {
        Leave();
        heir._retired = _builder;
    }

    // Cuts the ways to and from the sequence that this was the histogram of.
    private void Leave()
    {
        _reached?.From._next.Remove(_reached.Value.By);
        _reached = null;
        foreach (var next in _next.Values)
            next._reached = null;

        _next.Clear();
    }

    private void Count(DenseFloats values, float largest)
    {
        // Which values are not finite, and that they are an error, is told there.
        if (!float.IsFinite(largest))
            values.LargestMagnitude();

        _builder.MakeRoom(_builder.NeedsSmallest ? SmallestMagnitude(values) : 0, largest);
        for (var piece = 0; piece < values.Pieces; piece++)
            _builder.Count(values[piece]);
    }

    private float SmallestMagnitude(DenseFloats values)
    {
        var smallest = float.PositiveInfinity;
        for (var piece = 0; piece < values.Pieces; piece++)
        {
            foreach (var value in values[piece])
            {
                if (value != 0 || !_options.SkipZeros)
                    smallest = Math.Min(smallest, MathF.Abs(value));
            }
        }

        return smallest;
    }
}
