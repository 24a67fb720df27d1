using QuantGen.LowBit;

namespace QuantGen.Training.Policies;

/// <summary>What a policy changes of the options of a side.</summary>
internal static class SideChanges
{
    /// <summary>The changes, by the names of the attributes that ask for them.</summary>
    public static IEnumerable<(string Attribute, Func<LowBitSide, LowBitSide> Change)> Of(QuantizerChanges changes)
    {
        if (changes.HalfRange is { } halfRange)
            yield return ("half_range", side => side with { HalfRange = halfRange });
        if (changes.Scale is { } scale)
            yield return ("scale", side => Scaled(side, scale));
        if (changes.Gradient is { } gradient)
            yield return ("grad_type", side => side with { Gradient = gradient });
        if (changes.GradientScale is { } gradientScale)
            yield return ("grad_scale", side => side with { GradientScale = gradientScale });
        if (changes.Normalization is { } normalization)
            yield return ("adaptive", side => side with { Normalization = normalization });
        if (changes.RestoreNormalization is { } restores)
            yield return ("adaptive_restore", side => side with { RestoreNormalization = restores });
        if (changes.FeatureScale is { } featureScale)
            yield return ("custom", side => side with { FeatureScale = featureScale });
        if (changes.WarmUpSteps is { } steps)
            yield return ("stable", side => side with { WarmUpSteps = steps });
        if (changes.WarmUpFactor is { } factor)
            yield return ("correlate", side => side with { WarmUpFactor = factor });
        if (changes.Loss is { } loss && changes.HasLoss != false)
            yield return ("quant_loss_function", side => side with { Loss = loss });
        if (changes.LossFactor is { } lossFactor)
            yield return ("quant_loss_alpha", side => side with { LossFactor = lossFactor });
        if (changes.HasLoss is { } hasLoss)
            yield return ("quant_loss_enable", side => side with { Loss = !hasLoss ? LowBitLoss.None : side.Loss == LowBitLoss.None ? LowBitLoss.Squared : side.Loss });
    }

    // What the word means depends on the algorithm, as in the program that the grammar comes from.
    private static LowBitSide Scaled(LowBitSide side, double scale) => side.Algorithm switch
    {
        LowBitAlgorithm.LqNets => side with { ThresholdMix = scale },
        LowBitAlgorithm.Fatnn => side with { Slope = scale },
        _ => side with { GradientFactor = scale },
    };
}
