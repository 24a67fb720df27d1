namespace QuantGen.PowerOfTwo;

/// <summary>How a value that lies between two levels becomes one of them.</summary>
public enum FixedPointRounding
{
    /// <summary>The nearest level, ties upwards: floor(v + 1/2), as fixed-point hardware rounds. -1.5 becomes -1. TI's for activations.</summary>
    HalfUp,

    /// <summary>The nearest level, ties away from zero. -1.5 becomes -2. TI's for weights.</summary>
    HalfAwayFromZero,

    /// <summary>The nearest level, ties to the even one, as torch rounds. -1.5 becomes -2, 2.5 becomes 2.</summary>
    HalfToEven,

    /// <summary>The next level towards zero. -1.5 becomes -1.</summary>
    TowardZero,

    /// <summary>Values are only clipped.</summary>
    None,
}
