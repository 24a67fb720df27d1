using System.Runtime.CompilerServices;
using QuantGen.Calibration;

namespace QuantGen.PowerOfTwo;

/// <summary>A histogram that is exact where the tails end, and leaves the values between them uncounted as soon as they no longer matter.</summary>
/// <remarks>
/// Once bin a and those below it hold the tail, whatever else comes, the range begins below a: only values of lower bins need counting. The same from
/// above. Both bounds move outwards while values come, so that of most tensors hardly any value is counted but those of the first block.
/// </remarks>
/// <param name="low">The lowest value.</param>
/// <param name="high">The highest value: above the lowest, and no more than a 255th of float32 away.</param>
/// <param name="tail">The tail in percent of all values.</param>
/// <param name="total">How many values there are.</param>
internal sealed class TailHistogram(float low, float high, double tail, long total)
{
    // The values of a block and their indices stay in the first-level cache beside the counters.
    private const int BlockSize = 4096;

    // After so many blocks at the latest the counters of 32 bits are emptied.
    private const long LongestWait = 1 << 17;

    private readonly float _width = high - low;
    private readonly long[] _counts = new long[TailClipping.Bins];
    private readonly int[] _counters = new int[HistogramKernel.Lanes * TailClipping.Bins];

    // No value is between infinity and -infinity.
    private float _from = float.PositiveInfinity;
    private float _to = float.NegativeInfinity;
    private long _blocks;
    private long _narrowAfter = 1;

    /// <summary>Counts values.</summary>
    /// <param name="values">Finite values from the lowest to the highest.</param>
    [SkipLocalsInit]
    public void Add(ReadOnlySpan<float> values)
    {
        Span<float> outside = stackalloc float[BlockSize];
        Span<ushort> indices = stackalloc ushort[BlockSize];
        while (!values.IsEmpty)
        {
            var block = values[..Math.Min(BlockSize, values.Length)];
            var count = RangeKernel.CopyOutside(block, _from, _to, outside);
            RangeKernel.Bins(outside[..count], low, _width, indices);
            HistogramKernel.CountIndices(indices[..count], TailClipping.Bins, _counters);
            values = values[block.Length..];
            if (++_blocks == _narrowAfter)
                Narrow();
        }
    }

    /// <summary>What is left when the tails are cut off: <see cref="TailClipping.Range"/>.</summary>
    public (float Low, float High) Range()
    {
        Flush();
        return TailClipping.Range(_counts, total, low, high, tail);
    }

    private void Narrow()
    {
        Flush();
        _narrowAfter += Math.Min(_blocks, LongestWait);
        var (first, last) = (TailClipping.FullFromBelow(_counts, total, tail), TailClipping.FullFromAbove(_counts, total, tail));

        // Far from zero the centre of a bin may be rounded into another one.
        for (var bin = first; bin < TailClipping.Bins; bin++)
        {
            _from = TailClipping.Centre(bin, low, _width);
            if (RangeKernel.Bin(_from, low, _width) >= first)
                break;

            _from = float.PositiveInfinity;
        }

        for (var bin = last; bin >= 0; bin--)
        {
            _to = TailClipping.Centre(bin, low, _width);
            if (RangeKernel.Bin(_to, low, _width) <= last)
                break;

            _to = float.NegativeInfinity;
        }
    }

    private void Flush()
    {
        for (var i = 0; i < _counters.Length; i++)
            _counts[i % TailClipping.Bins] += _counters[i];

        Array.Clear(_counters);
    }
}
