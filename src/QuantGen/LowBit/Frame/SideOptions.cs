namespace QuantGen.LowBit;

/// <summary>The options of a <see cref="LowBitSide"/> that not every algorithm looks at.</summary>
[Flags]
internal enum SideOptions
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><see cref="LowBitSide.Groups"/> and <see cref="LowBitSide.GroupSize"/>.</summary>
    Groups = 1 << 0,

    /// <summary><see cref="LowBitSide.HalfRange"/>.</summary>
    HalfRange = 1 << 1,

    /// <summary><see cref="LowBitSide.Normalization"/>.</summary>
    Normalization = 1 << 2,

    /// <summary><see cref="GradientKind.UnitWindow"/>.</summary>
    UnitWindow = 1 << 3,

    /// <summary><see cref="GradientKind.Triangle"/>.</summary>
    Triangle = 1 << 4,

    /// <summary><see cref="GradientKind.InsideShare"/>.</summary>
    InsideShare = 1 << 5,

    /// <summary><see cref="LowBitSide.GradientScale"/>, its factor and its number of elements.</summary>
    GradientScale = 1 << 6,

    /// <summary><see cref="LowBitSide.Start"/>.</summary>
    Start = 1 << 7,

    /// <summary><see cref="LowBitSide.Bound"/>.</summary>
    Bound = 1 << 8,

    /// <summary><see cref="LowBitSide.WarmUpFactor"/>.</summary>
    WarmUpFactor = 1 << 9,

    /// <summary><see cref="LowBitSide.LearnedScale"/>.</summary>
    LearnedScale = 1 << 10,

    /// <summary><see cref="LowBitSide.ThresholdMix"/>.</summary>
    ThresholdMix = 1 << 11,

    /// <summary><see cref="LowBitSide.RunningMean"/>.</summary>
    RunningMean = 1 << 12,

    /// <summary><see cref="LowBitSide.ClosedFormScale"/>.</summary>
    ClosedFormScale = 1 << 13,

    /// <summary><see cref="LowBitSide.Slope"/>.</summary>
    Slope = 1 << 14,

    /// <summary><see cref="LowBitSide.ScaledBinary"/>.</summary>
    ScaledBinary = 1 << 15,

    /// <summary><see cref="LowBitSide.FeatureScale"/>.</summary>
    FeatureScale = 1 << 16,

    /// <summary><see cref="LowBitSide.ScaleGradient"/>.</summary>
    ScaleGradient = 1 << 17,

    /// <summary><see cref="LowBitSide.ZeroShare"/>.</summary>
    ZeroShare = 1 << 18,

    /// <summary><see cref="LowBitSide.TruncatesGradientScale"/>.</summary>
    TruncatesGradientScale = 1 << 19,

    /// <summary>Any other number of levels than two.</summary>
    Levels = 1 << 20,

    /// <summary>What quantizers of weights can have, whatever the algorithm.</summary>
    AllWeights = Groups | Normalization | LearnedScale,
}
