using QuantGen.Quantizers.Kernels;

namespace QuantGen.PowerOfTwo;

/// <summary>A <see cref="FixedPointRounding"/> in the form that kernels are written over.</summary>
internal interface IRounding
{
    /// <summary>Whole numbers, bit for bit those of <see cref="FixedPointOperators.Round"/>.</summary>
    static abstract TLanes Round<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes>;
}
