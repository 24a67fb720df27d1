namespace QuantGen.LowBit;

/// <content>Options that change while it trains.</content>
public abstract partial class LowBitQuantizer
{
    /// <summary>Quantizes with other options from now on. What is learned and measured stays.</summary>
    /// <param name="side">The options.</param>
    /// <exception cref="ArgumentException">An option is set that the algorithm does not look at. Nothing is changed.</exception>
    /// <exception cref="QuantizationException">An option is to change that the quantizer was made by. Nothing is changed.</exception>
    internal void Change(LowBitSide side)
    {
        SideRules.Check(side, Role);
        if (WithChangeable(side, Side) != Side)
            throw new QuantizationException(
                $"Quantizer '{FullName}' of {Side.Algorithm} was made by the option that is to change: give it to ToQuantized instead.");

        Side = side;
    }

    // One side with the other's options, as far as the algorithm looks at them in every call.
    private static LowBitSide WithChangeable(LowBitSide side, LowBitSide other)
    {
        var changed = side with
        {
            Normalization = other.Normalization,
            RestoreNormalization = other.RestoreNormalization,
            WarmUpSteps = other.WarmUpSteps,
            WarmUpFactor = other.WarmUpFactor,
            Loss = other.Loss,
            LossFactor = other.LossFactor,
        };
        return side.Algorithm is LowBitAlgorithm.Lsq or LowBitAlgorithm.LsqStep or LowBitAlgorithm.LsqPlus
            ? changed with { Gradient = other.Gradient, GradientScale = other.GradientScale, GradientFactor = other.GradientFactor }
            : changed;
    }
}
