using System.Runtime.CompilerServices;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.PowerOfTwo;

/// <summary><see cref="FixedPointRounding.HalfToEven"/>.</summary>
internal readonly struct HalfToEvenRounding : IRounding
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Round<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes> => TLanes.Round(value);
}
