using System.Runtime.InteropServices;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// A value of a pickle in eight bytes: a number itself, of anything else the kind and where more of it is. Texts stay in the file.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct PickleValue
{
    /// <summary>The longest text and tuple.</summary>
    public const int MostSize = (1 << SizeBits) - 1;

    /// <summary>The last place in a file where a text can be.</summary>
    public const long MostPlace = (1L << (64 - KindBits - SizeBits)) - 1;

    private const int KindBits = 4;
    private const int SizeBits = 20;

    // The kind in the lowest bits; then a number with its sign, or a size and a place.
    private readonly long _bits;

    private PickleValue(long bits) => _bits = bits;

    /// <summary>A value that has neither size nor place.</summary>
    public PickleValue(PickleKind kind) => _bits = (long)kind;

    /// <summary>A value that is somewhere.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="place">Where it is, or its number: 0 to <see cref="MostPlace"/>.</param>
    /// <param name="size">How many bytes or items it has: 0 to <see cref="MostSize"/>.</param>
    public PickleValue(PickleKind kind, long place, int size = 0) => _bits = (long)kind | ((long)size << KindBits) | (place << (KindBits + SizeBits));

    /// <summary>Whether two are one and the same.</summary>
    public bool Is(PickleValue other) => _bits == other._bits;

    /// <summary>What it is.</summary>
    public PickleKind Kind => (PickleKind)(_bits & ((1 << KindBits) - 1));

    /// <summary>How many bytes or items it has.</summary>
    public int Size => (int)(_bits >> KindBits) & MostSize;

    /// <summary>Where it is, or its number.</summary>
    public long Place => (long)((ulong)_bits >> (KindBits + SizeBits));

    /// <summary>Its number, where it is one of a list.</summary>
    public int Index => (int)Place;

    /// <summary>The number that it is.</summary>
    public long Number => _bits >> KindBits;

    /// <summary>A number. One of more than 60 bits becomes the nearest of 60: no file has as many elements.</summary>
    public static PickleValue Of(long number) =>
        new((Math.Clamp(number, long.MinValue >> KindBits, long.MaxValue >> KindBits) << KindBits) | (long)PickleKind.Number);
}
