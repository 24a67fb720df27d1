namespace SampleKit.Data;

/// <summary>
/// Turns a byte of a colour channel into a network input: (byte / 255 - mean) / deviation, looked up in a table.
/// </summary>
internal sealed class Normalization
{
    private const int Channels = 3;
    private const int Levels = 256;

    private readonly float[] _table = new float[Channels * Levels];

    /// <summary>Makes the table.</summary>
    /// <param name="mean">The mean of red, green and blue, from 0 to 1.</param>
    /// <param name="deviation">The standard deviation of red, green and blue, on the same scale.</param>
    public Normalization(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var level = 0; level < Levels; level++)
                _table[(channel * Levels) + level] = ((level / 255f) - mean[channel]) / deviation[channel];
        }
    }

    /// <summary>Normalizes a run of whole pixels.</summary>
    /// <param name="pixels">Red, green, blue of each.</param>
    /// <param name="destination">Where the values go, one for each byte.</param>
    public void Apply(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        var red = _table.AsSpan(0, Levels);
        var green = _table.AsSpan(Levels, Levels);
        var blue = _table.AsSpan(2 * Levels, Levels);
        for (var i = 0; i + 2 < pixels.Length; i += Channels)
        {
            destination[i] = red[pixels[i]];
            destination[i + 1] = green[pixels[i + 1]];
            destination[i + 2] = blue[pixels[i + 2]];
        }
    }
}
