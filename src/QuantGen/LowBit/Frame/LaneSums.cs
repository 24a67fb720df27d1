using System.Runtime.CompilerServices;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.LowBit;

/// <summary>Sums across lanes.</summary>
internal static unsafe class LaneSums
{
    /// <summary>The sum of all values of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of<TLanes>(TLanes lanes)
        where TLanes : struct, ILanes<TLanes>
    {
        var values = stackalloc float[TLanes.Count];
        lanes.Store(values);
        var sum = 0.0;
        for (var i = 0; i < TLanes.Count; i++)
            sum += values[i];

        return sum;
    }
}
