using System.Runtime.CompilerServices;

namespace QuantGen.Quantizers.Kernels;

/// <summary>The identity.</summary>
internal readonly struct NoActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes> => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Blocks<TLanes>(TLanes activated)
        where TLanes : struct, ILanes<TLanes> => 0;
}
