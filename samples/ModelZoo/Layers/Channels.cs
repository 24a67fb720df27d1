namespace ModelZoo;

/// <summary>Numbers of channels that hardware likes.</summary>
internal static class Channels
{
    /// <summary>The multiple of a number that is nearest, the larger one halfway, but not below nine tenths of what was asked.</summary>
    /// <param name="channels">What was asked.</param>
    /// <param name="divisor">The number, 8 in most papers; the least result.</param>
    public static long Round(double channels, long divisor = 8)
    {
        var rounded = Math.Max(divisor, (long)(channels + (divisor / 2.0)) / divisor * divisor);
        return rounded < 0.9 * channels ? rounded + divisor : rounded;
    }
}
