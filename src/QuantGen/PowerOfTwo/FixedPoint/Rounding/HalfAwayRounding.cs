using System.Runtime.CompilerServices;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.PowerOfTwo;

/// <summary><see cref="FixedPointRounding.HalfAwayFromZero"/>.</summary>
internal readonly struct HalfAwayRounding : IRounding
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Round<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes>
    {
        var nearer = TLanes.Truncate(value);
        var rest = value - nearer;
        var half = TLanes.Broadcast(0.5f);
        return nearer + TLanes.OneFrom(rest, half) - TLanes.OneFrom(TLanes.Broadcast(0) - rest, half);
    }
}
