using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.LowBit;

/// <summary>
/// <see cref="FatnnFunction"/> over values that lie side by side in memory and share slopes. Step i is on where (x - t_i) a_i is above one
/// half, which is what rounding of the clamped value comes to; in the full range the first one where it is below minus one half.
/// </summary>
internal static unsafe class FatnnKernel
{
    private const float Half = 0.5f;
    private const long BlockLength = 1024;

    /// <summary>The levels.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Where levels go.</param>
    /// <param name="count">How many values.</param>
    /// <param name="slopes">a_i.</param>
    /// <param name="thresholds">t_i.</param>
    /// <param name="halfRange">Whether levels start at zero.</param>
    public static void Quantize(float* source, float* target, long count, ReadOnlySpan<float> slopes, ReadOnlySpan<float> thresholds, bool halfRange)
    {
        if (Vector512.IsHardwareAccelerated)
            Quantize<Lanes512>(source, target, count, slopes, thresholds, halfRange);
        else if (Vector256.IsHardwareAccelerated)
            Quantize<Lanes256>(source, target, count, slopes, thresholds, halfRange);
        else if (Vector128.IsHardwareAccelerated)
            Quantize<Lanes128>(source, target, count, slopes, thresholds, halfRange);
        else
            Quantize<ScalarLane>(source, target, count, slopes, thresholds, halfRange);
    }

    /// <summary>dx, and what slopes get from these values.</summary>
    /// <param name="source">The values.</param>
    /// <param name="gradient">The gradients by the levels.</param>
    /// <param name="target">Where the gradients by the values go: other memory.</param>
    /// <param name="count">How many values.</param>
    /// <param name="slopes">a_i.</param>
    /// <param name="thresholds">t_i.</param>
    /// <param name="halfRange">Whether levels start at zero.</param>
    /// <param name="distances">For each step, what the sum of g m (x - t) is added to.</param>
    /// <param name="heights">For each step, what the sum of g m a is added to.</param>
    public static void Gradients(
        float* source, float* gradient, float* target, long count, ReadOnlySpan<float> slopes, ReadOnlySpan<float> thresholds, bool halfRange, Span<double> distances, Span<double> heights)
    {
        if (Vector512.IsHardwareAccelerated)
            Gradients<Lanes512>(source, gradient, target, count, slopes, thresholds, halfRange, distances, heights);
        else if (Vector256.IsHardwareAccelerated)
            Gradients<Lanes256>(source, gradient, target, count, slopes, thresholds, halfRange, distances, heights);
        else if (Vector128.IsHardwareAccelerated)
            Gradients<Lanes128>(source, gradient, target, count, slopes, thresholds, halfRange, distances, heights);
        else
            Gradients<ScalarLane>(source, gradient, target, count, slopes, thresholds, halfRange, distances, heights);
    }

    /// <summary>The levels, with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quantize<TLanes>(
        float* source, float* target, long count, ReadOnlySpan<float> slopes, ReadOnlySpan<float> thresholds, bool halfRange)
        where TLanes : struct, ILanes<TLanes>
    {
        long i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
            Level(TLanes.Load(source + i), slopes, thresholds, halfRange).Store(target + i);

        for (; i < count; i++)
            Level(ScalarLane.Load(source + i), slopes, thresholds, halfRange).Store(target + i);
    }

    /// <summary>The gradients, with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients<TLanes>(
        float* source, float* gradient, float* target, long count, ReadOnlySpan<float> slopes, ReadOnlySpan<float> thresholds, bool halfRange, Span<double> distances, Span<double> heights)
        where TLanes : struct, ILanes<TLanes>
    {
        // One step after the other, so that its sums stay in registers; a block's values stay in the nearest cache.
        for (long start = 0; start < count; start += BlockLength)
        {
            var length = Math.Min(BlockLength, count - start);
            var whole = length - (length % TLanes.Count);
            new Span<float>(target + start, (int)length).Clear();
            for (var step = slopes.Length - 1; step >= 0; step--)
            {
                var low = halfRange || step > 0 ? 0 : -1;
                var scale = (slopes[step], thresholds[step], low);
                var (distance, height) = Step<TLanes>(source + start, gradient + start, target + start, 0, whole, scale);
                var (restDistance, restHeight) = Step<ScalarLane>(source + start, gradient + start, target + start, whole, length, scale);
                distances[step] += distance + restDistance;
                heights[step] += height + restHeight;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Level<TLanes>(TLanes values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> thresholds, bool halfRange)
        where TLanes : struct, ILanes<TLanes>
    {
        var (zero, one, half) = (TLanes.Broadcast(0), TLanes.Broadcast(1), TLanes.Broadcast(Half));

        // Zero, but NaN where the value is.
        var level = TLanes.Clamp(values, zero - one, one) * zero;
        for (var step = 0; step < slopes.Length; step++)
        {
            var scaled = (values - TLanes.Broadcast(thresholds[step])) * TLanes.Broadcast(slopes[step]);
            level = halfRange || step > 0
                ? level + TLanes.WhereAbove(scaled, half, one, zero)
                : level - TLanes.WhereAbove(zero - scaled, half, one, zero);
        }

        return level;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double Distance, double Height) Step<TLanes>(
        float* source, float* gradient, float* target, long from, long to, (float Slope, float Threshold, int Low) scale)
        where TLanes : struct, ILanes<TLanes>
    {
        var (slope, threshold) = (TLanes.Broadcast(scale.Slope), TLanes.Broadcast(scale.Threshold));
        var (low, high) = (TLanes.Broadcast(scale.Low), TLanes.Broadcast(scale.Low + 1));
        var (distances, heights) = (TLanes.Broadcast(0), TLanes.Broadcast(0));
        for (var i = from; i < to; i += TLanes.Count)
        {
            var distance = TLanes.Load(source + i) - threshold;
            var passed = TLanes.Within(distance * slope, low, high, TLanes.Load(gradient + i));
            var height = passed * slope;
            (TLanes.Load(target + i) + height).Store(target + i);

            // Without a gradient the distance does not count, however far it is.
            distances += passed * TLanes.Within(distance * slope, low, high, distance);
            heights += height;
        }

        return (LaneSums.Of(distances), LaneSums.Of(heights));
    }
}
