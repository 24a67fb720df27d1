using System.Globalization;

namespace QuantGen.LowBit;

/// <summary>
/// The codes of the levels of LQ-Nets: level k is the sum of the basis vectors' values, each times its code. Half range: the binary digits
/// of k, 0 or 1. Full range: the same digits as -1 or 1; and for three levels one basis value with the codes -1, 0 and 1.
/// </summary>
/// <remarks>Zhang et al., LQ-Nets: Learned Quantization for Highly Accurate and Compact Deep Neural Networks, ECCV 2018, section 3.2.</remarks>
internal sealed class LqCodes
{
    /// <summary>The largest number of levels: eight basis values.</summary>
    public const int MaximumLevels = 256;

    // Half of the values of a normal distribution lie within this many deviations.
    private const double MedianMagnitude = 0.6745;

    private readonly float[] _codes;

    private LqCodes(int levels, int vectors, bool halfRange, float[] codes)
    {
        (Levels, Vectors, HalfRange, _codes) = (levels, vectors, halfRange, codes);
    }

    /// <summary>The number of levels.</summary>
    public int Levels { get; }

    /// <summary>The number of basis values of a group, 1 to 8.</summary>
    public int Vectors { get; }

    /// <summary>Whether levels start at zero.</summary>
    public bool HalfRange { get; }

    /// <summary>The codes of a number of levels.</summary>
    /// <param name="levels">How many levels.</param>
    /// <param name="halfRange">Whether they start at zero.</param>
    /// <exception cref="QuantizationException">There is no such set of levels.</exception>
    public static LqCodes Of(int levels, bool halfRange)
    {
        if (levels is < 2 or > MaximumLevels)
            throw new QuantizationException(string.Create(
                CultureInfo.InvariantCulture, $"LQ-Nets has 2 to {MaximumLevels} levels, not {levels}."));
        if (!halfRange && levels == 3)
            return new LqCodes(3, 1, halfRange, [-1, 0, 1]);

        var vectors = 1;
        while (1 << vectors < levels)
            vectors++;
        if (!halfRange && 1 << vectors != levels)
            throw new QuantizationException(string.Create(
                CultureInfo.InvariantCulture,
                $"LQ-Nets with levels on both sides of zero has 3 levels or a power of two, not {levels}: choose one of these or HalfRange."));

        var codes = new float[levels * vectors];
        for (var k = 0; k < levels; k++)
        {
            for (var j = 0; j < vectors; j++)
                codes[(k * vectors) + j] = (k >> j & 1) == 1 ? 1 : halfRange ? 0 : -1;
        }

        return new LqCodes(levels, vectors, halfRange, codes);
    }

    /// <summary>The codes of a level: one for each basis value.</summary>
    public ReadOnlySpan<float> this[int level] => _codes.AsSpan(level * Vectors, Vectors);

    /// <summary>
    /// Where basis value j starts: 2^j * 0.6745 * scale / 2^(b-1) of b values.
    /// </summary>
    /// <param name="vector">Which basis value.</param>
    /// <param name="scale">2 for activations, the square root of 2/fan for weights with fan inputs an output.</param>
    public float Start(int vector, double scale) => (float)(Math.Pow(2, vector - Vectors + 1) * MedianMagnitude * scale);
}
