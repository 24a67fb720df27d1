using System.Runtime.CompilerServices;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.PowerOfTwo;

/// <summary><see cref="FixedPointRounding.HalfUp"/>. The distance to the whole number below is exact, which the sum of a value and 1/2 is not.</summary>
internal readonly struct HalfUpRounding : IRounding
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Round<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes>
    {
        var below = TLanes.Floor(value);
        return below + TLanes.OneFrom(value - below, TLanes.Broadcast(0.5f));
    }
}
