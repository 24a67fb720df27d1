using System.Runtime.CompilerServices;

namespace QuantGen.Quantizers.Kernels;

/// <summary>max(0, x), which keeps NaN and the sign of zero. A gradient passes unless the result is at most zero.</summary>
internal readonly struct ReluActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes> => TLanes.AtLeast(value, TLanes.Broadcast(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Blocks<TLanes>(TLanes activated)
        where TLanes : struct, ILanes<TLanes> => TLanes.AtMost(activated, TLanes.Broadcast(0));
}
