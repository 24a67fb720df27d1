namespace QuantGen.Calibration;

/// <summary>Evenly spaced bins that are defined by their float32 edges, as numpy.histogram defines them.</summary>
internal static class EdgeBins
{
    /// <summary>The edges of bins of equal width: numpy.linspace in double, rounded to float32.</summary>
    /// <remarks>An empty range becomes one of width 1 around its value, as numpy makes it.</remarks>
    public static float[] Between(float first, float last, int bins)
    {
        if (first == last)
            (first, last) = (first - 0.5f, last + 0.5f);

        var step = ((double)last - first) / bins;
        var edges = new float[bins + 1];
        for (var i = 0; i < bins; i++)
            edges[i] = (float)((i * step) + first);

        edges[bins] = last;
        return edges;
    }

    /// <summary>The bin i with edges[i] &lt;= value &lt; edges[i + 1]; the last bin holds its upper edge, and what lies beyond.</summary>
    /// <param name="edges">Two or more edges that are about evenly spaced.</param>
    /// <param name="value">Not below the first edge.</param>
    public static int Find(ReadOnlySpan<float> edges, float value)
    {
        var bins = edges.Length - 1;
        var guess = (value - edges[0]) * (double)bins / ((double)edges[^1] - edges[0]);
        var bin = guess < bins ? (int)guess : bins - 1;

        // The guess is off by one where rounding moved an edge across the value, so the edges have the last word.
        while (bin > 0 && value < edges[bin])
            bin--;
        while (bin < bins - 1 && value >= edges[bin + 1])
            bin++;

        return bin;
    }
}
