namespace QuantGen.LowBit;

/// <summary>What takes the place of the gradient of rounding.</summary>
public enum GradientKind
{
    /// <summary>The algorithm's own: 1 within the range and 0 outside, or 1 everywhere where nothing is clipped.</summary>
    Plain,

    /// <summary>1 where |x| &lt; 1, else 0 (the straight-through estimator of binary networks).</summary>
    UnitWindow,

    /// <summary>max(0, 2 - 2|x|) (Z. Liu and others, Bi-Real Net, 2018, equation 6).</summary>
    Triangle,

    /// <summary>
    /// The algorithm's own times sqrt(all / inside), which counts the values that were not clipped: what is lost by clipping is made up for.
    /// </summary>
    InsideShare,
}
