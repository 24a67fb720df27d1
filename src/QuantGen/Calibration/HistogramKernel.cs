using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace QuantGen.Calibration;

/// <summary>
/// The two passes a histogram makes over its data: the largest magnitude, and the count of magnitudes per bin. Each is written
/// twice, for vectors and element by element; both forms give the same result for every input.
/// </summary>
/// <remarks>Calibration is often over before the just-in-time compiler would have got round to its best code, so it is asked for at once.</remarks>
internal static class HistogramKernel
{
    /// <summary>Bin indices are kept in 16 bits between the phases of <see cref="Count{TRule}"/>.</summary>
    public const int MaximumBins = ushort.MaxValue + 1;

    /// <summary>How many counters each bin has, see <see cref="Count{TRule}"/>.</summary>
    public const int Lanes = 4;

    // Indices of a block stay in the first-level cache beside four tables of 2048 counters.
    private const int BlockSize = 4096;
    private const int MagnitudeMask = 0x7FFF_FFFF;

    /// <summary>The largest magnitude, 0 for no values; NaN or infinity when the values hold a NaN or an infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float LargestMagnitude(ReadOnlySpan<float> values)
    {
        // Without its sign bit a float orders as an integer, infinity and then NaN above all numbers: one integer maximum finds
        // the magnitude and tells whether everything was finite.
        var mask = new Vector<int>(MagnitudeMask);
        var vectors = MemoryMarshal.Cast<float, Vector<int>>(values);
        Vector<int> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i <= vectors.Length - 4; i += 4)
        {
            a = Vector.Max(a, vectors[i] & mask);
            b = Vector.Max(b, vectors[i + 1] & mask);
            c = Vector.Max(c, vectors[i + 2] & mask);
            d = Vector.Max(d, vectors[i + 3] & mask);
        }

        for (; i < vectors.Length; i++)
            a = Vector.Max(a, vectors[i] & mask);

        a = Vector.Max(Vector.Max(a, b), Vector.Max(c, d));
        var largest = BitConverter.SingleToInt32Bits(LargestMagnitudeScalar(values[(vectors.Length * Vector<int>.Count)..]));
        for (i = 0; i < Vector<int>.Count; i++)
            largest = Math.Max(largest, a[i]);

        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <summary>The scalar form of <see cref="LargestMagnitude"/>.</summary>
    public static float LargestMagnitudeScalar(ReadOnlySpan<float> values)
    {
        var largest = 0;
        foreach (var value in values)
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(value) & MagnitudeMask);

        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <summary>
    /// Adds every |value| to its bin. Each bin has <see cref="Lanes"/> counters, as many apart as there are bins;
    /// which of them counts a value is of no account, their sum is the bin's count.
    /// </summary>
    /// <remarks>
    /// Counting neighbours that fall into the same bin makes each wait for the one before; with a counter for each of four
    /// neighbours they go on side by side. Indices are computed block by block before any is counted, since the one is
    /// vector arithmetic and the other is stores.
    /// </remarks>
    /// <param name="values">Finite values, none larger in magnitude than the last bin reaches.</param>
    /// <param name="rule">Says which bin a magnitude belongs to, of at most <see cref="MaximumBins"/>.</param>
    /// <param name="counters"><see cref="Lanes"/> counters for each bin; no overflow check is made.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count<TRule>(ReadOnlySpan<float> values, TRule rule, Span<int> counters)
        where TRule : struct, IBinRule
    {
        var bins = rule.Bins;
        Debug.Assert(bins is >= 1 and <= MaximumBins && counters.Length == Lanes * bins);
        Span<ushort> indices = stackalloc ushort[BlockSize + Vector512<ushort>.Count];
        while (values.Length >= BlockSize)
        {
            var block = values[..BlockSize];
            if (Avx512Vbmi2.IsSupported)
            {
                var above = FillIndicesAboveZero(block, rule, indices);
                counters[0] += BlockSize - above;
                CountIndices(indices[..above], bins, counters);
            }
            else
            {
                FillIndices(block, rule, indices);
                CountIndices(indices[..BlockSize], bins, counters);
            }

            values = values[BlockSize..];
        }

        CountScalar(values, rule, counters);
    }

    /// <summary>The scalar form of <see cref="Count{TRule}"/>, which uses the first counter of each bin only.</summary>
    public static void CountScalar<TRule>(ReadOnlySpan<float> values, TRule rule, Span<int> counters)
        where TRule : struct, IBinRule
    {
        foreach (var value in values)
            counters[rule.Of(MathF.Abs(value))]++;
    }

    /// <summary>Counts indices of bins.</summary>
    /// <param name="indices">The indices, each below <paramref name="bins"/>.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="counters">As for <see cref="Count{TRule}"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CountIndices(ReadOnlySpan<ushort> indices, int bins, Span<int> counters)
    {
        ref var lane0 = ref MemoryMarshal.GetReference(counters);
        ref var lane1 = ref Unsafe.Add(ref lane0, bins);
        ref var lane2 = ref Unsafe.Add(ref lane1, bins);
        ref var lane3 = ref Unsafe.Add(ref lane2, bins);
        var fours = MemoryMarshal.Cast<ushort, ulong>(indices);
        foreach (var four in fours)
        {
            Unsafe.Add(ref lane0, (nint)(ushort)four)++;
            Unsafe.Add(ref lane1, (nint)(ushort)(four >> 16))++;
            Unsafe.Add(ref lane2, (nint)(ushort)(four >> 32))++;
            Unsafe.Add(ref lane3, (nint)(four >> 48))++;
        }

        foreach (var index in indices[(4 * fours.Length)..])
            counters[index]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillIndices<TRule>(ReadOnlySpan<float> values, TRule rule, Span<ushort> indices)
        where TRule : struct, IBinRule
    {
        var inputs = MemoryMarshal.Cast<float, Vector<float>>(values);
        var outputs = MemoryMarshal.Cast<ushort, Vector<ushort>>(indices);
        for (var i = 0; i < inputs.Length; i += 2)
        {
            var lower = rule.Of(Vector.Abs(inputs[i]));
            var upper = rule.Of(Vector.Abs(inputs[i + 1]));
            outputs[i / 2] = Vector.Narrow(Vector.AsVectorUInt32(lower), Vector.AsVectorUInt32(upper));
        }
    }

    // Behind a ReLU half of the values are zero. Leaving bin 0 out of the indices makes the counting of such tensors twice as fast.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FillIndicesAboveZero<TRule>(ReadOnlySpan<float> values, TRule rule, Span<ushort> indices)
        where TRule : struct, IBinRule
    {
        var inputs = MemoryMarshal.Cast<float, Vector512<float>>(values);
        ref var output = ref MemoryMarshal.GetReference(indices);
        var count = 0;
        for (var i = 0; i < inputs.Length; i += 2)
        {
            var lower = rule.Of(Vector512.Abs(inputs[i]));
            var upper = rule.Of(Vector512.Abs(inputs[i + 1]));
            var found = Vector512.Narrow(lower.AsUInt32(), upper.AsUInt32());
            var aboveZero = ~Vector512.Equals(found, Vector512<ushort>.Zero);
            Avx512Vbmi2.Compress(Vector512<ushort>.Zero, aboveZero, found).StoreUnsafe(ref output, (nuint)count);
            count += BitOperations.PopCount(aboveZero.ExtractMostSignificantBits());
        }

        return count;
    }
}
