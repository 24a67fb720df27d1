namespace QuantGen.Quantizers.Kernels;

/// <summary>The range of each value of a run, in the form the kernel needs it.</summary>
internal interface IRange
{
    /// <summary>What takes values to levels, from a position on.</summary>
    TLanes Factor<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>What levels are divided by to become values, from a position on.</summary>
    TLanes Divisor<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>The largest magnitude that passes a gradient, from a position on.</summary>
    TLanes Amax<TLanes>(long position)
        where TLanes : struct, ILanes<TLanes>;
}
