namespace QuantGen.PowerOfTwo;

/// <summary>Levels a unit of a weight, from the largest magnitudes in it.</summary>
internal static class WeightScales
{
    // A channel that is next to dead would otherwise get levels that no accumulator has room for.
    private const float LargestSpread = 256;

    /// <summary>One scale, or one for each channel, at most 256 times that of the whole weight.</summary>
    /// <param name="largest">The largest magnitude in each channel.</param>
    /// <param name="perChannel">Whether each channel has a scale of its own.</param>
    /// <param name="format">The weights' format.</param>
    public static float[] Of(ReadOnlySpan<float> largest, bool perChannel, FixedPointFormat format)
    {
        var most = PowersOfTwo.Smallest;
        foreach (var value in largest)
            most = Math.Max(most, value);

        var whole = Of(most, format);
        if (!perChannel)
            return [whole];

        var scales = new float[largest.Length];
        for (var channel = 0; channel < scales.Length; channel++)
            scales[channel] = Math.Min(Of(largest[channel], format), LargestSpread * whole);

        return scales;
    }

    /// <summary>The scale of one range: 2^(b-1) / c, c the next power of two from the magnitude on.</summary>
    public static float Of(float magnitude, FixedPointFormat format)
    {
        var bound = Math.Clamp(magnitude, PowersOfTwo.Smallest, PowersOfTwo.Largest);
        return format.Scale(format.PowerOfTwo ? PowersOfTwo.Ceiling(bound) : bound);
    }

    /// <summary>
    /// Scales that leave room for a bias in an accumulator of twice the bits of the weight: at most
    /// 2^(2b-1) / (2^ceil(log2 max|bias|) * input), rounded down to a power of two.
    /// </summary>
    /// <param name="scales">The scales of the weight, which are changed.</param>
    /// <param name="largestBias">The largest magnitude of the bias.</param>
    /// <param name="input">Levels a unit of the input.</param>
    /// <param name="bits">The bits of the weight.</param>
    public static void MakeRoom(Span<float> scales, float largestBias, float input, int bits)
    {
        var joint = MathF.ScaleB(1, (2 * bits) - 1) / PowersOfTwo.Ceiling(Math.Max(largestBias, PowersOfTwo.Smallest));
        var most = joint / Math.Max(input, PowersOfTwo.Smallest);
        foreach (ref var scale in scales)
            scale = PowersOfTwo.Floor(Math.Min(scale, most));
    }
}
