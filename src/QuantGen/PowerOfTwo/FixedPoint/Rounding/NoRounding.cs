using System.Runtime.CompilerServices;
using QuantGen.Quantizers.Kernels;

namespace QuantGen.PowerOfTwo;

/// <summary><see cref="FixedPointRounding.None"/>.</summary>
internal readonly struct NoRounding : IRounding
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Round<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes> => value;
}
