namespace QuantGen.Quantizers.Kernels;

/// <summary>An activation that kernels compute in the same pass as something else.</summary>
internal interface IActivation
{
    /// <summary>The activated values, bit for bit those of torch's operator.</summary>
    static abstract TLanes Apply<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>One bit for each activated value, the first lowest: set where the activation passes no gradient.</summary>
    static abstract ulong Blocks<TLanes>(TLanes activated)
        where TLanes : struct, ILanes<TLanes>;
}
