using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantGen.Quantizers.Kernels;

/// <summary>A range for each value of a run, laid out as the values are: for channels that lie close together in memory.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct PatternRange(float* factors, float* divisors, float* amax) : IRange
{
    private readonly float* _factors = factors;
    private readonly float* _divisors = divisors;
    private readonly float* _amax = amax;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Factor<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes> => TLanes.Load(_factors + position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Divisor<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes> => TLanes.Load(_divisors + position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Amax<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes> => TLanes.Load(_amax + position);
}
