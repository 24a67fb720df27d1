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
/// <param name="LargestBits">The bits of the largest magnitude.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ContentDigest(long Length, ulong First, ulong Second, uint LargestBits)
{
    // An odd number without a pattern: 2^64 over the golden ratio.
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    // The same for 32 bits.
    private const uint LaneMultiplier = 0x9E37_79B1;
    private const int LaneShift = 15;

    private const uint MagnitudeMask = 0x7FFF_FFFF;

    /// <summary>The largest magnitude, which the same pass finds; NaN or infinity when the values hold a NaN or an infinity.</summary>
    public float Largest => BitConverter.UInt32BitsToSingle(LargestBits);

    /// <summary>The digest of a tensor's values in the order of memory.</summary>
    public static ContentDigest Of(DenseFloats values)
    {
        var digest = default(ContentDigest);
        for (var piece = 0; piece < values.Pieces; piece++)
            digest = digest.Append(values[piece]);

        return digest;
    }

    /// <summary>The digest of these values followed by more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ContentDigest Append(ReadOnlySpan<float> values)
    {
        // Two groups side by side, since a step of one waits for its last; the maximum then costs nothing.
        const int step = 8;
        var vectors = MemoryMarshal.Cast<float, Vector<uint>>(values);
        var mask = new Vector<uint>(MagnitudeMask);
        Vector<uint> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        Vector<uint> largest = default;
        var i = 0;
        for (; i <= vectors.Length - step; i += step)
        {
            a = Step(a, vectors[i]);
            b = Step(b, vectors[i + 1]);
            c = Step(c, vectors[i + 2]);
            d = Step(d, vectors[i + 3]);
            e = Step(e, vectors[i + 4]);
            f = Step(f, vectors[i + 5]);
            g = Step(g, vectors[i + 6]);
            h = Step(h, vectors[i + 7]);
            (a, e) = (a + b, e + f);
            (b, f) = (b + c, f + g);
            (c, g) = (c + d, g + h);
            (d, h) = (d + a, h + e);
            var first = Vector.Max(Vector.Max(vectors[i] & mask, vectors[i + 1] & mask), Vector.Max(vectors[i + 2] & mask, vectors[i + 3] & mask));
            var second = Vector.Max(Vector.Max(vectors[i + 4] & mask, vectors[i + 5] & mask), Vector.Max(vectors[i + 6] & mask, vectors[i + 7] & mask));
            largest = Vector.Max(largest, Vector.Max(first, second));
        }

        var digest = (this with { Length = Length + values.Length }).With(a, b).With(c, d).With(e, f).With(g, h);
        var magnitude = LargestBits;
        for (var lane = 0; lane < Vector<uint>.Count; lane++)
            magnitude = Math.Max(magnitude, largest[lane]);

        foreach (var bits in MemoryMarshal.Cast<float, uint>(values[(i * Vector<uint>.Count)..]))
        {
            digest = digest.With(bits, bits);
            magnitude = Math.Max(magnitude, bits & MagnitudeMask);
        }

        return digest with { LargestBits = magnitude };
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
