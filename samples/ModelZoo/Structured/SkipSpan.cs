namespace ModelZoo;

/// <summary>What skip connections lead around.</summary>
public enum SkipSpan
{
    /// <summary>A block: the two convolutions of a basic block, the three of a bottleneck, the pair of a MobileNet.</summary>
    Block,

    /// <summary>Each convolution (Liu et al. 2018, "Bi-Real Net"): what a quantizer rounds away in one layer still reaches the next.</summary>
    Layer,

    /// <summary>Nothing: there are none.</summary>
    None,
}
