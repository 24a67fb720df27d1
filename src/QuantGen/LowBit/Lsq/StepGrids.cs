namespace QuantGen.LowBit;

/// <summary>The levels of quantizers that learn their step.</summary>
internal static class StepGrids
{
    /// <summary>The levels by their number.</summary>
    /// <exception cref="QuantizationException">There is no level above zero.</exception>
    public static Func<int, UniformGrid> Of(LowBitSide side, LowBitRole role)
    {
        Check(side, role, side.Levels);
        return LowBitQuantizer.HalfRangeOf(side, role) ? UniformGrid.Unsigned : UniformGrid.Signed;
    }

    /// <summary>Refuses two levels around zero, of which one is zero and the other below.</summary>
    /// <exception cref="QuantizationException">There is no level above zero.</exception>
    public static void Check(LowBitSide side, LowBitRole role, int levels)
    {
        if (levels == 2 && !LowBitQuantizer.HalfRangeOf(side, role))
            throw new QuantizationException(
                $"{side.Algorithm} has no two levels around zero, one of them would be zero: take LowBitAlgorithm.Lsq, or three levels.");
    }

    /// <summary>1 / sqrt(N Qp).</summary>
    public static (GradientScale Scale, double Factor) GradientScale(UniformGrid grid) =>
        (LowBit.GradientScale.InverseElementRoot, 1 / Math.Sqrt(grid.HighestInteger));
}
