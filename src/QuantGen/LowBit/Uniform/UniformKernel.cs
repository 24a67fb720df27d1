using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.LowBit;

/// <summary>
/// Quantizes values that lie side by side in memory and share a range, in one pass; and computes their gradients in another, of which the sums
/// are kept in float32 lanes for so few values that their error stays near one rounding.
/// </summary>
internal static unsafe class UniformKernel
{
    private const long FlushLength = 2048;

    /// <summary>y = (R(m clamp((x - o) / e) + b) - b) e / m + o.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Where the results go.</param>
    /// <param name="count">How many values.</param>
    /// <param name="scale">Levels, range and offset.</param>
    public static void Quantize(float* source, float* target, long count, UniformScale scale)
    {
        if (Vector512.IsHardwareAccelerated)
            Quantize<Lanes512>(source, target, count, scale);
        else if (Vector256.IsHardwareAccelerated)
            Quantize<Lanes256>(source, target, count, scale);
        else if (Vector128.IsHardwareAccelerated)
            Quantize<Lanes128>(source, target, count, scale);
        else
            Quantize<ScalarLane>(source, target, count, scale);
    }

    /// <summary>dx, and what range and offset get from these values: sum g ((k - b) / m - u 1[..]), and sum g (1 - 1[..]).</summary>
    /// <param name="source">The values.</param>
    /// <param name="gradient">The gradients by the results.</param>
    /// <param name="target">Where the gradients by the values go; may be the memory of those by the results.</param>
    /// <param name="count">How many values.</param>
    /// <param name="scale">Levels, range and offset.</param>
    public static (double Range, double Offset) Gradients(float* source, float* gradient, float* target, long count, UniformScale scale)
    {
        if (Vector512.IsHardwareAccelerated)
            return Gradients<Lanes512>(source, gradient, target, count, scale);
        if (Vector256.IsHardwareAccelerated)
            return Gradients<Lanes256>(source, gradient, target, count, scale);
        return Vector128.IsHardwareAccelerated
            ? Gradients<Lanes128>(source, gradient, target, count, scale)
            : Gradients<ScalarLane>(source, gradient, target, count, scale);
    }

    /// <summary><see cref="Quantize(float*, float*, long, UniformScale)"/> with registers of one width.</summary>
    /// <remarks>Compiled at once: a loop that is entered a few times a step would stay unoptimized for many steps.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quantize<TLanes>(float* source, float* target, long count, UniformScale scale)
        where TLanes : struct, ILanes<TLanes>
    {
        long i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
            Result(TLanes.Load(source + i), scale).Store(target + i);

        for (; i < count; i++)
            Result(ScalarLane.Load(source + i), scale).Store(target + i);
    }

    /// <summary><see cref="Gradients(float*, float*, float*, long, UniformScale)"/> with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Range, double Offset) Gradients<TLanes>(float* source, float* gradient, float* target, long count, UniformScale scale)
        where TLanes : struct, ILanes<TLanes>
    {
        var (ofRange, ofOffset) = (0.0, 0.0);
        for (long start = 0; start < count; start += FlushLength)
        {
            var end = Math.Min(count, start + FlushLength);
            var (ranges, offsets) = (TLanes.Broadcast(0), TLanes.Broadcast(0));
            var i = start;
            for (; i <= end - TLanes.Count; i += TLanes.Count)
                Gradient(TLanes.Load(source + i), TLanes.Load(gradient + i), scale, ref ranges, ref offsets).Store(target + i);

            var (range, offset) = (ScalarLane.Broadcast(0), ScalarLane.Broadcast(0));
            for (; i < end; i++)
                Gradient(ScalarLane.Load(source + i), ScalarLane.Load(gradient + i), scale, ref range, ref offset).Store(target + i);

            ofRange += LaneSums.Of(ranges) + LaneSums.Of(range);
            ofOffset += LaneSums.Of(offsets) + LaneSums.Of(offset);
        }

        return (ofRange, ofOffset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Units<TLanes>(TLanes values, UniformScale scale)
        where TLanes : struct, ILanes<TLanes>
    {
        var shifted = scale.HasOffset ? values - TLanes.Broadcast(scale.Offset) : values;
        return shifted / TLanes.Broadcast(scale.Range);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Multiples<TLanes>(TLanes units, UniformGrid grid)
        where TLanes : struct, ILanes<TLanes>
    {
        var clamped = TLanes.Clamp(units, TLanes.Broadcast(grid.Lower), TLanes.Broadcast(grid.Upper));
        var shift = TLanes.Broadcast(grid.Shift);
        return TLanes.Round((clamped * TLanes.Broadcast(grid.StepsPerUnit)) + shift) - shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Result<TLanes>(TLanes values, UniformScale scale)
        where TLanes : struct, ILanes<TLanes>
    {
        var result = Multiples(Units(values, scale), scale.Grid) * TLanes.Broadcast(scale.Step);
        return scale.HasOffset ? result + TLanes.Broadcast(scale.Offset) : result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Gradient<TLanes>(TLanes values, TLanes gradient, UniformScale scale, ref TLanes ranges, ref TLanes offsets)
        where TLanes : struct, ILanes<TLanes>
    {
        var grid = scale.Grid;
        var (lower, upper) = (TLanes.Broadcast(grid.Lower), TLanes.Broadcast(grid.Upper));
        var units = Units(values, scale);
        var passed = TLanes.Within(units, lower, upper, gradient);
        var error = (Multiples(units, grid) * TLanes.Broadcast(1 / grid.StepsPerUnit)) - TLanes.Within(units, lower, upper, units);
        ranges += gradient * error;
        if (scale.HasOffset)
            offsets += gradient - passed;

        return passed;
    }
}
