using System.Runtime.CompilerServices;

namespace QuantGen.Quantizers.Kernels;

/// <summary>min(6, max(0, x)), which keeps NaN and the sign of zero. A gradient passes strictly between 0 and 6.</summary>
internal readonly struct Relu6Activation : IActivation
{
    private const float Most = 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes> => TLanes.Clamp(value, TLanes.Broadcast(0), TLanes.Broadcast(Most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Blocks<TLanes>(TLanes activated)
        where TLanes : struct, ILanes<TLanes> => TLanes.NotBetween(activated, TLanes.Broadcast(0), TLanes.Broadcast(Most));
}
