using System.Globalization;

namespace QuantGen.Quantizers;

/// <summary>
/// The numbers that a quantizer can represent: the integers of a bit width, times a scale, or the 8 bit floating-point numbers E4M3, times
/// a scale. Immutable; two formats of equal content are equal.
/// </summary>
public sealed record NumberFormat
{
    private NumberFormat(int bits, bool unsigned, bool narrowRange, bool isInteger)
    {
        Bits = bits;
        Unsigned = unsigned;
        NarrowRange = narrowRange;
        IsInteger = isInteger;
    }

    /// <summary>
    /// The 8 bit floating-point numbers with 4 bits of exponent and 3 of mantissa: both signs, magnitudes up to 448, steps of 2^-9 near
    /// zero, no infinity. See <see cref="FakeQuantization.ApplyE4M3"/>.
    /// </summary>
    public static NumberFormat E4M3 { get; } = new(bits: 8, unsigned: false, narrowRange: false, isInteger: false);

    /// <summary>Whether the numbers are integers times a scale.</summary>
    public bool IsInteger { get; }

    /// <summary>How many bits a number takes: 1 to 16.</summary>
    public int Bits { get; }

    /// <summary>Whether levels start at zero. Negative values are then an error.</summary>
    public bool Unsigned { get; }

    /// <summary>Whether the lowest signed level is left out, so that levels are symmetric: -127 to 127 for 8 bit.</summary>
    public bool NarrowRange { get; }

    /// <summary>Whether there is a negative number for each positive one.</summary>
    internal bool IsSymmetric => !IsInteger || (!Unsigned && NarrowRange);

    /// <summary>The integers of a bit width.</summary>
    /// <param name="bits">The bit width, 1 to 16.</param>
    /// <param name="unsigned">Whether levels start at zero.</param>
    /// <param name="narrowRange">Whether the lowest signed level is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bits"/> is not in 1..16.</exception>
    public static NumberFormat Integer(int bits, bool unsigned = false, bool narrowRange = false) =>
        DescriptorRules.Bits(bits) is { } problem
            ? throw new ArgumentOutOfRangeException(nameof(bits), bits, problem)
            : new NumberFormat(bits, unsigned, narrowRange, isInteger: true);

    /// <summary>The words of a summary: <c>unsigned 4bit</c>, <c>8bit narrow</c> or <c>E4M3</c>.</summary>
    public override string ToString() => IsInteger
        ? string.Create(CultureInfo.InvariantCulture, $"{(Unsigned ? "unsigned " : "")}{Bits}bit{(NarrowRange ? " narrow" : "")}")
        : nameof(E4M3);

    /// <summary>The format with another bit width, of which E4M3 has one only.</summary>
    internal NumberFormat WithBits(int bits)
    {
        if (IsInteger)
            return Integer(bits, Unsigned, NarrowRange);

        return bits == Bits ? this : throw new ArgumentException(DescriptorRules.FixedWidth, nameof(bits));
    }

    /// <summary>The format with or without negative levels.</summary>
    internal NumberFormat WithUnsigned(bool unsigned)
    {
        if (IsInteger)
            return Integer(Bits, unsigned, NarrowRange);

        return unsigned ? throw new ArgumentException(DescriptorRules.AlwaysSigned, nameof(unsigned)) : this;
    }

    /// <summary>The format with or without the lowest signed level.</summary>
    internal NumberFormat WithNarrowRange(bool narrowRange)
    {
        if (IsInteger)
            return Integer(Bits, Unsigned, narrowRange);

        return narrowRange ? throw new ArgumentException(DescriptorRules.AlwaysSymmetric, nameof(narrowRange)) : this;
    }
}
