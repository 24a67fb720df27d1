using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Quantizers.Kernels;

/// <summary>
/// Sets values that lie side by side in memory to zero where a bit of a record is set: lowest bit first, 64 to a word, and none beyond the
/// last value.
/// </summary>
internal static unsafe class MaskKernel
{
    // A single value of a word is cleared by itself: the others' memory is then not touched. With more of them, a loop that ends after another number
    // of values each time costs more than it saves.
    private const int Few = 2;

    /// <summary>Clears values where they stand. Words without a bit cost no access to the values.</summary>
    public static void Clear(float* values, ulong* bits, long count)
    {
        if (Vector512.IsHardwareAccelerated)
            Clear<Lanes512>(values, bits, count);
        else if (Vector256.IsHardwareAccelerated)
            Clear<Lanes256>(values, bits, count);
        else if (Vector128.IsHardwareAccelerated)
            Clear<Lanes128>(values, bits, count);
        else
            Clear<ScalarLane>(values, bits, count);
    }

    /// <summary>Copies values, but for those whose bit is set: zero takes their place.</summary>
    public static void Copy(float* source, float* target, ulong* bits, long count)
    {
        if (Vector512.IsHardwareAccelerated)
            Copy<Lanes512>(source, target, bits, count);
        else if (Vector256.IsHardwareAccelerated)
            Copy<Lanes256>(source, target, bits, count);
        else if (Vector128.IsHardwareAccelerated)
            Copy<Lanes128>(source, target, bits, count);
        else
            Copy<ScalarLane>(source, target, bits, count);
    }

    /// <summary>Copies values twice: without those of one record, and without those of that and another.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Where values go but for those of <paramref name="bits"/>.</param>
    /// <param name="bits">A record.</param>
    /// <param name="part">Where values go but for those of both records.</param>
    /// <param name="further">The other record.</param>
    /// <param name="count">How many values.</param>
    public static void Split(float* source, float* target, ulong* bits, float* part, ulong* further, long count)
    {
        if (Vector512.IsHardwareAccelerated)
            Split<Lanes512>(source, target, bits, part, further, count);
        else if (Vector256.IsHardwareAccelerated)
            Split<Lanes256>(source, target, bits, part, further, count);
        else if (Vector128.IsHardwareAccelerated)
            Split<Lanes128>(source, target, bits, part, further, count);
        else
            Split<ScalarLane>(source, target, bits, part, further, count);
    }

    /// <summary><see cref="Clear(float*, ulong*, long)"/> with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear<TLanes>(float* values, ulong* bits, long count)
        where TLanes : struct, ILanes<TLanes>
    {
        for (long start = 0; start < count; start += FakeQuantKernel.WordBits)
        {
            var word = bits[start / FakeQuantKernel.WordBits];
            if (BitOperations.PopCount(word) < Few)
            {
                for (; word != 0; word &= word - 1)
                    values[start + BitOperations.TrailingZeroCount(word)] = 0;
            }
            else
            {
                CopyWord<TLanes>(values + start, values + start, word, Math.Min(FakeQuantKernel.WordBits, count - start));
            }
        }
    }

    /// <summary><see cref="Copy(float*, float*, ulong*, long)"/> with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<TLanes>(float* source, float* target, ulong* bits, long count)
        where TLanes : struct, ILanes<TLanes>
    {
        for (long start = 0; start < count; start += FakeQuantKernel.WordBits)
        {
            var word = bits[start / FakeQuantKernel.WordBits];
            CopyWord<TLanes>(source + start, target + start, word, Math.Min(FakeQuantKernel.WordBits, count - start));
        }
    }

    /// <summary><see cref="Split(float*, float*, ulong*, float*, ulong*, long)"/> with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split<TLanes>(float* source, float* target, ulong* bits, float* part, ulong* further, long count)
        where TLanes : struct, ILanes<TLanes>
    {
        for (long start = 0; start < count; start += FakeQuantKernel.WordBits)
        {
            var (word, length) = (start / FakeQuantKernel.WordBits, Math.Min(FakeQuantKernel.WordBits, count - start));
            CopyWord<TLanes>(source + start, target + start, bits[word], length);

            // From the first copy, which the processor still holds.
            CopyWord<TLanes>(target + start, part + start, further[word], length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyWord<TLanes>(float* source, float* target, ulong word, long length)
        where TLanes : struct, ILanes<TLanes>
    {
        long i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
            TLanes.Without(TLanes.Load(source + i), word >> (int)i).Store(target + i);

        for (; i < length; i++)
            ScalarLane.Without(ScalarLane.Load(source + i), word >> (int)i).Store(target + i);
    }
}
