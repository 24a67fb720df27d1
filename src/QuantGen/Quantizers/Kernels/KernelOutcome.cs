namespace QuantGen.Quantizers.Kernels;

/// <summary>What a kernel met while it quantized.</summary>
[Flags]
internal enum KernelOutcome
{
    /// <summary>Every value lay within its range, and none was negative.</summary>
    None = 0,

    /// <summary>A value lay outside its range, or was NaN; or the activation before the quantization passes no gradient to it.</summary>
    Clipped = 1,

    /// <summary>A value was below zero.</summary>
    Negative = 2,

    /// <summary>The activation after a sum passes no gradient to a value.</summary>
    Blocked = 4,

    /// <summary>A value was NaN or infinite.</summary>
    NotFinite = 8,
}
