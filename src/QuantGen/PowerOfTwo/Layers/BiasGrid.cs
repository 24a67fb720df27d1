namespace QuantGen.PowerOfTwo;

/// <summary>Quantizes a bias, in double, which holds every step exactly.</summary>
internal static class BiasGrid
{
    /// <summary>
    /// On a grid of its own: b bits with one power-of-two range. Rounds half away from zero.
    /// </summary>
    /// <param name="bias">The bias, which becomes the quantized one.</param>
    /// <param name="bits">b.</param>
    /// <returns>Levels a unit.</returns>
    public static double Quantize(Span<double> bias, int bits)
    {
        var largest = (double)PowersOfTwo.Smallest;
        foreach (var value in bias)
            largest = Math.Max(largest, Math.Abs(value));

        var levels = Math.ScaleB(1, bits - 1);
        var scale = levels / PowersOfTwo.Ceiling((float)largest);
        foreach (ref var value in bias)
            value = Math.Clamp(Math.Round(value * scale, MidpointRounding.AwayFromZero), -levels, levels - 1) / scale;

        return scale;
    }

    /// <summary>
    /// On what the device accumulates in 2b bits, S = input * weight levels a unit, given that the device adds a b-bit factor times a constant:
    /// where its own grid has S / k or more levels a unit, k the highest level of the input, it is cut to multiples of 1 / S; else to b-bit
    /// multiples of k / S, after saturation at 2b bits. Cuts towards zero. TI's SATURATE with bias splitting.
    /// </summary>
    /// <param name="bias">The bias on its own grid, which becomes the quantized one.</param>
    /// <param name="ownScale">Levels a unit of that grid.</param>
    /// <param name="joint">S.</param>
    /// <param name="constant">k.</param>
    /// <param name="bits">b.</param>
    /// <returns>The magnitude from which on values saturate.</returns>
    public static double Saturate(Span<double> bias, double ownScale, double joint, double constant, int bits)
    {
        var isSplit = Math.Truncate(joint / ownScale) > constant;
        var (wide, narrow) = (Math.ScaleB(1, (2 * bits) - 1), Math.ScaleB(1, bits - 1));
        foreach (ref var value in bias)
        {
            value = isSplit
                ? Math.Clamp(Math.Truncate(Math.Clamp(value * joint, -wide, wide - 1) / constant), -narrow, narrow - 1) * constant / joint
                : Math.Truncate(value * joint) / joint;
        }

        return isSplit ? narrow * constant / joint : double.PositiveInfinity;
    }
}
