using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// The steps that find the range of values side by side in memory, each over vectors: thinning out a row, the lowest and the highest value, the
/// values at the ends, their bins.
/// </summary>
internal static class RangeKernel
{
    private const int HalfBits = 32;

    /// <summary>Copies every second value of every second row of an image.</summary>
    /// <param name="rows">The first row that is copied, and those below it.</param>
    /// <param name="columns">How many values a row has.</param>
    /// <param name="column">The first value of a row that is copied, 0 or 1.</param>
    /// <param name="count">How many rows are copied.</param>
    /// <param name="target">As many places as there are such values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void EverySecond(float* rows, int columns, int column, long count, float* target)
    {
        // One half of each pair of values that is seen as one number, in the order of memory of every machine that .NET runs on.
        var (pairs, width, shift) = (columns / 2, Vector<uint>.Count, column * HalfBits);
        for (; count > 0; count--, rows += 2 * columns)
        {
            var row = (ulong*)rows;
            if (pairs >= width)
            {
                for (var i = 0; i < pairs - width; i += width)
                    Half(row + i, shift).Store((uint*)target + i);

                // The last vector ends with the row, and may repeat some of the one before.
                Half(row + pairs - width, shift).Store((uint*)target + pairs - width);
            }
            else
            {
                for (var i = 0; i < pairs; i++)
                    target[i] = rows[(2 * i) + column];
            }

            target += pairs;
            if (columns % 2 > column)
                *target++ = rows[columns - 1];
        }
    }

    /// <summary>The lowest and the highest value.</summary>
    /// <param name="values">One value or more.</param>
    /// <param name="low">The lowest one.</param>
    /// <param name="high">The highest one.</param>
    /// <returns>False if a value is NaN or infinite; the range means nothing then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryMinMax(ReadOnlySpan<float> values, out float low, out float high)
    {
        var (lowest, highest, sum) = (values[0], values[0], 0f);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        if (vectors.Length > 0)
        {
            // What is taken from itself leaves zero, or NaN if it is not finite. Two of each: the next vector need not wait for the last.
            var (lowA, lowB, highA, highB) = (vectors[0], vectors[0], vectors[0], vectors[0]);
            var (zeroA, zeroB) = (Vector<float>.Zero, Vector<float>.Zero);
            var i = 0;
            for (; i <= vectors.Length - 2; i += 2)
            {
                var (a, b) = (vectors[i], vectors[i + 1]);
                lowA = Vector.MinNative(lowA, a);
                highA = Vector.MaxNative(highA, a);
                zeroA += a - a;
                lowB = Vector.MinNative(lowB, b);
                highB = Vector.MaxNative(highB, b);
                zeroB += b - b;
            }

            if (i < vectors.Length)
            {
                lowA = Vector.MinNative(lowA, vectors[i]);
                highA = Vector.MaxNative(highA, vectors[i]);
                zeroA += vectors[i] - vectors[i];
            }

            lowA = Vector.MinNative(lowA, lowB);
            highA = Vector.MaxNative(highA, highB);
            zeroA += zeroB;
            for (var lane = 0; lane < Vector<float>.Count; lane++)
            {
                lowest = Math.Min(lowest, lowA[lane]);
                highest = Math.Max(highest, highA[lane]);
                sum += zeroA[lane];
            }
        }

        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            lowest = Math.Min(lowest, value);
            highest = Math.Max(highest, value);
            sum += value - value;
        }

        (low, high) = (lowest, highest);
        return sum == 0;
    }

    /// <summary>Copies the values that are not between two others, and some that are.</summary>
    /// <param name="values">The values.</param>
    /// <param name="from">The lower of the two, which is between them itself.</param>
    /// <param name="to">The upper one, likewise.</param>
    /// <param name="target">As many places as there are values.</param>
    /// <returns>How many were copied.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CopyOutside(ReadOnlySpan<float> values, float from, float to, Span<float> target)
    {
        var (lower, upper) = (new Vector<float>(from), new Vector<float>(to));
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        ref var place = ref MemoryMarshal.GetReference(target);
        var count = 0;
        foreach (var vector in vectors)
        {
            var between = Vector.GreaterThanOrEqual(vector, lower) & Vector.LessThanOrEqual(vector, upper);
            if (between == Vector<int>.AllBitsSet)
                continue;

            vector.StoreUnsafe(ref place, (nuint)count);
            count += Vector<float>.Count;
        }

        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            if (!(value >= from && value <= to))
                target[count++] = value;
        }

        return count;
    }

    /// <summary>The bin of a value, round((x - low) * 255 / width) with ties to the even one. It rises with the value.</summary>
    /// <param name="value">A finite value from low to low + width.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="width">The distance to the highest one: above zero, and finite when taken 255 times.</param>
    public static int Bin(float value, float low, float width) =>
        Math.Clamp((int)MathF.Round((value - low) * (TailClipping.Bins - 1) / width, MidpointRounding.ToEven), 0, TailClipping.Bins - 1);

    /// <summary>The bin of each value: see <see cref="Bin"/>.</summary>
    /// <param name="values">The values.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="width">The distance to the highest one.</param>
    /// <param name="indices">As many places as there are values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bins(ReadOnlySpan<float> values, float low, float width, Span<ushort> indices)
    {
        var (from, last, by) = (new Vector<float>(low), new Vector<float>(TailClipping.Bins - 1), new Vector<float>(width));
        var inputs = MemoryMarshal.Cast<float, Vector<float>>(values);
        var outputs = MemoryMarshal.Cast<ushort, Vector<ushort>>(indices);
        var pairs = inputs.Length / 2;
        for (var i = 0; i < pairs; i++)
        {
            var lower = Vector.Min(Vector.Round((inputs[2 * i] - from) * last / by), last);
            var upper = Vector.Min(Vector.Round((inputs[(2 * i) + 1] - from) * last / by), last);
            outputs[i] = Vector.Narrow(
                Vector.AsVectorUInt32(Vector.ConvertToInt32Native(lower)), Vector.AsVectorUInt32(Vector.ConvertToInt32Native(upper)));
        }

        for (var i = 2 * pairs * Vector<float>.Count; i < values.Length; i++)
            indices[i] = (ushort)Bin(values[i], low, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector<uint> Half(ulong* pairs, int shift) =>
        Vector.Narrow(Vector.Load(pairs) >>> shift, Vector.Load(pairs + Vector<ulong>.Count) >>> shift);
}
