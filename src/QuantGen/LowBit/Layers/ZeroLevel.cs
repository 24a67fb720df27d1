namespace QuantGen.LowBit;

/// <summary>Where zero is a level, values that are zero can be added behind a quantizer as well as in front of it.</summary>
internal static class ZeroLevel
{
    /// <summary>
    /// Whether zeros among its values change nothing of what a quantizer of activations does: they stay zeros, and it takes no means in which they
    /// would count.
    /// </summary>
    public static bool IsNeutral(LowBitQuantizer quantizer)
    {
        var side = quantizer.Side;
        return side is { Normalization: LowBitNormalization.None, Loss: LowBitLoss.None }
            && side.Gradient != GradientKind.InsideShare
            && HasZero(side, quantizer.Levels);
    }

    private static bool HasZero(LowBitSide side, int levels) => side.Algorithm switch
    {
        LowBitAlgorithm.LsqStep or LowBitAlgorithm.Fatnn => true,
        LowBitAlgorithm.Lsq => side.HalfRange is not false || levels % 2 == 1,
        LowBitAlgorithm.DoReFa or LowBitAlgorithm.Pact or LowBitAlgorithm.LqNets => side.HalfRange is not false,
        _ => false,
    };
}
