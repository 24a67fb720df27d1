using System.Runtime.CompilerServices;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.PowerOfTwo;

/// <summary><see cref="FixedPointRounding.TowardZero"/>.</summary>
internal readonly struct TowardZeroRounding : IRounding
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Round<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes> => TLanes.Truncate(value);
}
