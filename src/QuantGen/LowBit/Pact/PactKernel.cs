using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.LowBit;

/// <summary>The gradients of <see cref="PactFunction"/> in one pass.</summary>
internal static unsafe class PactKernel
{
    private const long FlushLength = 2048;

    /// <summary>dx = g 1[0 &lt;= x &lt; a]; returns the sum of g where x &gt;= a.</summary>
    /// <param name="source">The values.</param>
    /// <param name="gradient">The gradients by the results.</param>
    /// <param name="target">Where the gradients by the values go; may be the memory of those by the results.</param>
    /// <param name="count">How many values.</param>
    /// <param name="bound">The bound a, above zero.</param>
    public static double Gradients(float* source, float* gradient, float* target, long count, float bound)
    {
        if (Vector512.IsHardwareAccelerated)
            return Gradients<Lanes512>(source, gradient, target, count, bound);
        if (Vector256.IsHardwareAccelerated)
            return Gradients<Lanes256>(source, gradient, target, count, bound);
        return Vector128.IsHardwareAccelerated
            ? Gradients<Lanes128>(source, gradient, target, count, bound)
            : Gradients<ScalarLane>(source, gradient, target, count, bound);
    }

    /// <summary>The same with registers of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Gradients<TLanes>(float* source, float* gradient, float* target, long count, float bound)
        where TLanes : struct, ILanes<TLanes>
    {
        var total = 0.0;
        for (long start = 0; start < count; start += FlushLength)
        {
            var end = Math.Min(count, start + FlushLength);
            var (sums, sum) = (TLanes.Broadcast(0), ScalarLane.Broadcast(0));
            var i = start;
            for (; i <= end - TLanes.Count; i += TLanes.Count)
                Gradient(TLanes.Load(source + i), TLanes.Load(gradient + i), bound, ref sums).Store(target + i);

            for (; i < end; i++)
                Gradient(ScalarLane.Load(source + i), ScalarLane.Load(gradient + i), bound, ref sum).Store(target + i);

            total += LaneSums.Of(sums) + LaneSums.Of(sum);
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Gradient<TLanes>(TLanes values, TLanes gradient, float bound, ref TLanes sums)
        where TLanes : struct, ILanes<TLanes>
    {
        sums += TLanes.Within(values, TLanes.Broadcast(bound), TLanes.Broadcast(float.PositiveInfinity), gradient);
        return TLanes.Within(values, TLanes.Broadcast(0), TLanes.Broadcast(MathF.BitDecrement(bound)), gradient);
    }
}
