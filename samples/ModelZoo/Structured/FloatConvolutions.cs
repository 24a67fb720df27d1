namespace ModelZoo;

/// <summary>Kinds of convolutions that a twin does not quantize.</summary>
[Flags]
public enum FloatConvolutions
{
    /// <summary>All are quantized.</summary>
    None = 0,

    /// <summary>Those on skip connections: few multiplications, and every later layer depends on them.</summary>
    Shortcut = 1,

    /// <summary>Depthwise ones, in MobileNets.</summary>
    Depthwise = 2,

    /// <summary>1x1 ones, in MobileNets and bottlenecks, but those on skip connections.</summary>
    Pointwise = 4,
}
