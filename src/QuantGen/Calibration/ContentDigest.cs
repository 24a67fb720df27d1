using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantGen.Calibration;

/// <summary>
/// Stands for a row of float32 values: equal rows have equal digests, and different ones differ but for a chance of about 2^-64.
/// Digests are for comparison within a process; they depend on the width of its vectors.
/// </summary>
/// <remarks>
/// Side by side, groups of four lanes of 32 bits run h = (h ^ bits) m, m odd, then h ^ (h >> 15), and add to each other. Every step can be undone, so a
/// change of one value always changes its group; it is in two lanes at once, and in all four a step later, so that
/// more changes have to cancel in two lanes at least. The product keeps changes of a few bits, as of signs and powers of two, from doing so.
/// </remarks>
/// <param name="Length">How many values there are.</param>
/// <param name="First">One half of the lanes' state, condensed.</param>
/// <param name="Second">The other half.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ContentDigest(long Length, ulong First, ulong Second)
{
    // An odd number without a pattern: 2^64 over the golden ratio.
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    // The same for 32 bits.
    private const uint LaneMultiplier = 0x9E37_79B1;
    private const int LaneShift = 15;

    /// <summary>The digest of a tensor's values in the order of memory.</summary>
    public static ContentDigest Of(DenseFloats values)
    {
        var digest = new ContentDigest(0, 0, 0);
        for (var piece = 0; piece < values.Pieces; piece++)
            digest = digest.Append(values[piece]);

        return digest;
    }

    /// <summary>The digest of these values followed by more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ContentDigest Append(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<uint>>(values);
        Vector<uint> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i <= vectors.Length - 4; i += 4)
        {
            a = Step(a, vectors[i]);
            b = Step(b, vectors[i + 1]);
            c = Step(c, vectors[i + 2]);
            d = Step(d, vectors[i + 3]);
            a += b;
            b += c;
            c += d;
            d += a;
        }

        var digest = new ContentDigest(Length + values.Length, First, Second).With(a, b).With(c, d);
        foreach (var bits in MemoryMarshal.Cast<float, uint>(values[(i * Vector<uint>.Count)..]))
            digest = digest.With(bits, bits);

        return digest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Step(Vector<uint> state, Vector<uint> bits)
    {
        var mixed = (state ^ bits) * new Vector<uint>(LaneMultiplier);
        return mixed ^ (mixed >>> LaneShift);
    }

    private ContentDigest With(Vector<uint> first, Vector<uint> second)
    {
        var digest = this;
        for (var lane = 0; lane < Vector<uint>.Count; lane++)
            digest = digest.With(first[lane], second[lane]);

        return digest;
    }

    private ContentDigest With(uint first, uint second) => this with
    {
        First = (BitOperations.RotateLeft(First, 23) ^ first) * Multiplier,
        Second = (BitOperations.RotateLeft(Second, 29) ^ second) * Multiplier,
    };
}
