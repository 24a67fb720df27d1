namespace ModelZoo;

/// <summary>How a skip connection changes channels, height and width where the block that it leads around does.</summary>
public enum ShortcutKind
{
    /// <summary>A 1x1 convolution with the block's stride, and a norm: torchvision's.</summary>
    StridedConvolution,

    /// <summary>An average pool, a 1x1 convolution and a norm (Liu et al. 2018, "Bi-Real Net"): no value is left out.</summary>
    PooledConvolution,

    /// <summary>An average pool, copied until there are enough channels: no weights. The channels must be a multiple.</summary>
    PooledCopies,

    /// <summary>Every second value of every second row, and zeros for further channels: no weights, no arithmetic (He et al. 2016, option A).</summary>
    PaddedIdentity,
}
