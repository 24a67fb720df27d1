namespace SampleKit.Imaging;

/// <summary>
/// Which values of a line make up each value of a line of another length: a triangle as wide as the step between results, so that
/// nothing is left out where the line gets shorter (torch's _upsample_bilinear2d_aa, after Pillow's resampling).
/// </summary>
internal sealed class ResizeWeights
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <summary>Makes the weights.</summary>
    /// <param name="from">The line's length.</param>
    /// <param name="to">The length of the result.</param>
    public ResizeWeights(int from, int to)
    {
        var scale = (float)from / to;
        var support = Math.Max(scale, 1f);
        _first = new int[to];
        _weights = new float[to][];
        for (var i = 0; i < to; i++)
        {
            // In double where torch's mixed expressions are, so that the last bits agree, too.
            var center = (float)(scale * (i + 0.5));
            _first[i] = Math.Max((int)(center - support + 0.5), 0);
            _weights[i] = new float[Math.Min((int)(center + support + 0.5), from) - _first[i]];
            Fill(_weights[i], _first[i], center, 1f / support);
        }
    }

    /// <summary>Where the values begin that make up a result.</summary>
    public int First(int index) => _first[index];

    /// <summary>Their weights, which add up to 1.</summary>
    public ReadOnlySpan<float> Of(int index) => _weights[index];

    private static void Fill(Span<float> weights, int first, float center, float step)
    {
        var total = 0f;
        for (var j = 0; j < weights.Length; j++)
        {
            var distance = (float)((j + first - center + 0.5) * step);
            weights[j] = Math.Max(0, 1 - Math.Abs(distance));
            total += weights[j];
        }

        foreach (ref var weight in weights)
            weight /= total;
    }
}
