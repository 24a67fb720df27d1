namespace QuantGen.PowerOfTwo;

/// <summary>Finds the range that is left of a histogram when its tails are cut off.</summary>
internal static class TailClipping
{
    /// <summary>How many bins a histogram has: bin k is centred at low + k (high - low) / 255.</summary>
    public const int Bins = 256;

    /// <summary>The value in the middle of a bin.</summary>
    public static float Centre(int bin, float low, float width) => (bin * width / (Bins - 1)) + low;

    /// <summary>
    /// From the centre of the highest bin that holds, with all bins below it, less than the tail, to that of the lowest one that does so with
    /// all bins above it. An end stays where its outermost bin alone holds as much as the tail.
    /// </summary>
    /// <param name="counts">How many values each bin holds; towards the middle, where both tails are full, it may be less.</param>
    /// <param name="total">How many values there are.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <param name="tail">The tail in percent of all values.</param>
    public static (float Low, float High) Range(ReadOnlySpan<long> counts, long total, float low, float high, double tail)
    {
        var first = Math.Max(FullFromBelow(counts, total, tail) - 1, 0);
        var last = Math.Min(FullFromAbove(counts, total, tail) + 1, Bins - 1);
        var width = high - low;
        return (Math.Clamp(Centre(first, low, width), low, high), Math.Clamp(Centre(last, low, width), low, high));
    }

    /// <summary>The lowest bin that holds, with all bins below it, the tail or more; <see cref="Bins"/> if there is none.</summary>
    public static int FullFromBelow(ReadOnlySpan<long> counts, long total, double tail)
    {
        long sum = 0;
        var bin = 0;
        while (bin < Bins && 100.0 * (sum += counts[bin]) < tail * total)
            bin++;

        return bin;
    }

    /// <summary>The highest bin that holds, with all bins above it, the tail or more; -1 if there is none.</summary>
    public static int FullFromAbove(ReadOnlySpan<long> counts, long total, double tail)
    {
        long sum = 0;
        var bin = Bins - 1;
        while (bin >= 0 && 100.0 * (sum += counts[bin]) < tail * total)
            bin--;

        return bin;
    }
}
