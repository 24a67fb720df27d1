namespace QuantGen.LowBit;

/// <content>Making one.</content>
public abstract partial class LowBitQuantizer
{
    /// <summary>Makes the quantizer of one side of a layer.</summary>
    /// <param name="side">How it quantizes.</param>
    /// <param name="role">Which tensor of the layer it stands at.</param>
    /// <param name="shape">A weight's shape, with output channels first; or (1, C, 1, ...) of an activation, (1, C) of a linear layer's.</param>
    /// <exception cref="ArgumentException">An option is set that the algorithm does not look at.</exception>
    /// <exception cref="QuantizationException">The algorithm has no such side, number of levels or groups.</exception>
    public static LowBitQuantizer Create(LowBitSide side, LowBitRole role, long[] shape)
    {
        ArgumentNullException.ThrowIfNull(side);
        ArgumentNullException.ThrowIfNull(shape);
        SideRules.Check(side, role);
        return side.Algorithm switch
        {
            LowBitAlgorithm.LqNets => new LqNetsQuantizer(side, role, shape),
            LowBitAlgorithm.Fatnn => new FatnnQuantizer(side, role, shape),
            LowBitAlgorithm.Xnor when role == LowBitRole.Weight => new XnorWeightQuantizer(side, role, shape),
            LowBitAlgorithm.XnorPlusPlus when role == LowBitRole.Weight => new XnorPlusPlusQuantizer(side, role, shape),
            LowBitAlgorithm.Xnor or LowBitAlgorithm.XnorPlusPlus => new SignQuantizer(side, role, shape),
            LowBitAlgorithm.TrainedTernary => new TrainedTernaryQuantizer(side, role, shape),
            LowBitAlgorithm.DoReFa or LowBitAlgorithm.Pact when role == LowBitRole.Weight => side.ScaledBinary
                ? new ScaledBinaryWeight(side, role, shape)
                : new DoReFaWeight(side, role, shape),
            LowBitAlgorithm.DoReFa => new DoReFaActivation(side, role, shape),
            LowBitAlgorithm.Pact => new PactQuantizer(side, role, shape),
            LowBitAlgorithm.Lsq => new LsqQuantizer(side, role, shape),
            LowBitAlgorithm.LsqPlus when role != LowBitRole.Weight => new LsqPlusQuantizer(side, role, shape),
            LowBitAlgorithm.LsqStep or LowBitAlgorithm.LsqPlus => new LsqStepQuantizer(side, role, shape),
            _ => throw new QuantizationException($"There is no quantizer of {side.Algorithm}: leave out the side that stays in float."),
        };
    }
}
