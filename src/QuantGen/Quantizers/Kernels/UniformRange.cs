using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantGen.Quantizers.Kernels;

/// <summary>One range for all values of a run.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct UniformRange(IntegerGrid grid, float amax) : IRange
{
    private readonly float _factor = grid.Scale(amax).Factor;
    private readonly float _divisor = grid.Scale(amax).Divisor;
    private readonly float _amax = amax;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Factor<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes> => TLanes.Broadcast(_factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Divisor<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes> => TLanes.Broadcast(_divisor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Amax<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes> => TLanes.Broadcast(_amax);
}
