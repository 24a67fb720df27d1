namespace QuantGen.Calibration;

/// <summary>
/// How many values fell into each of a row of bins, over magnitudes. Bin i reaches from <see cref="Edges"/>[i] to
/// <see cref="Edges"/>[i + 1]. Immutable.
/// </summary>
public sealed class Histogram
{
    private readonly long[] _counts;
    private readonly float[] _edges;

    /// <summary>Makes a histogram of counts that were taken elsewhere. The arrays are copied.</summary>
    /// <param name="counts">One or more counts of 0 or more.</param>
    /// <param name="edges">Finite and not descending; one more than there are counts.</param>
    /// <param name="largest">The largest magnitude counted; the last edge when not given.</param>
    /// <exception cref="ArgumentException">The arrays do not fit these rules.</exception>
    public Histogram(ReadOnlySpan<long> counts, ReadOnlySpan<float> edges, float? largest = null)
        : this(largest ?? (edges.IsEmpty ? 0 : edges[^1]), counts.ToArray(), edges.ToArray())
    {
        if (counts.IsEmpty || edges.Length != counts.Length + 1)
            throw new ArgumentException("A histogram has one or more bins, and one edge more than bins.", nameof(edges));
        if (counts.ContainsAnyInRange(long.MinValue, -1))
            throw new ArgumentException("A bin cannot hold a negative number of values.", nameof(counts));
        for (var i = 0; i < edges.Length; i++)
        {
            if (!float.IsFinite(edges[i]) || (i > 0 && edges[i] < edges[i - 1]))
                throw new ArgumentException("The edges of a histogram are finite and do not descend.", nameof(edges));
        }
    }

    private Histogram(float largest, long[] counts, float[] edges)
    {
        _counts = counts;
        _edges = edges;
        Largest = largest;
        Total = counts.Sum();
    }

    /// <summary>The number of bins.</summary>
    public int Bins => _counts.Length;

    /// <summary>The number of values in each bin.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The lower edge of each bin, and the upper edge of the last.</summary>
    public ReadOnlySpan<float> Edges => _edges;

    /// <summary>The number of values in all bins.</summary>
    public long Total { get; }

    /// <summary>The largest magnitude that was counted, to the last bit.</summary>
    public float Largest { get; }

    /// <summary>The share of the values, from 0 to 1, in bins that begin at or above a magnitude: what a quantizer with that amax clips.</summary>
    /// <param name="magnitude">0 or more.</param>
    public double ShareAbove(float magnitude)
    {
        var first = Array.FindIndex(_edges, 0, Bins, edge => edge >= magnitude);
        return first < 0 || Total == 0 || magnitude >= Largest ? 0 : (double)_counts.Skip(first).Sum() / Total;
    }

    /// <summary>A histogram of arrays that nobody else holds.</summary>
    internal static Histogram Take(long[] counts, float[] edges, float largest) => new(largest, counts, edges);

    /// <summary>The middle of each bin, in float32; halved before they are added, edges near the largest float32 do not overflow.</summary>
    internal float[] Centers()
    {
        var centers = new float[Bins];
        for (var i = 0; i < centers.Length; i++)
            centers[i] = (_edges[i] / 2) + (_edges[i + 1] / 2);

        return centers;
    }
}
