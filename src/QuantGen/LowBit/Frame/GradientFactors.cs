namespace QuantGen.LowBit;

/// <summary>By what gradients of learned ranges are multiplied.</summary>
internal static class GradientFactors
{
    /// <summary>The factor of a <see cref="GradientScale"/>.</summary>
    /// <param name="side">The options.</param>
    /// <param name="otherwise">The scale and factor that the algorithm has without options.</param>
    /// <param name="fan">The fan.</param>
    /// <param name="elements">How many values of the tensor share a range.</param>
    public static double Of(LowBitSide side, (GradientScale Scale, double Factor) otherwise, long fan, long elements)
    {
        var scale = side.GradientScale ?? otherwise.Scale;
        var s = side.GradientFactor ?? (side.GradientScale is null ? otherwise.Factor : 1);
        var count = side.GradientElements ?? elements;
        var factor = scale switch
        {
            GradientScale.FanRoot => s * Math.Sqrt(fan),
            GradientScale.InverseFanRoot => s / Math.Sqrt(fan),
            GradientScale.ElementRoot => s * Math.Sqrt(count),
            GradientScale.InverseElementRoot => s / Math.Sqrt(count),
            _ => 1,
        };
        return side.TruncatesGradientScale && factor is >= 1 and < 2 ? 1 : factor;
    }
}
