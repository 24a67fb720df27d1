namespace QuantGen.LowBit;

/// <summary>Refuses what an algorithm does not look at.</summary>
internal static class SideRules
{
    private static readonly (SideOptions Option, string Name, Func<LowBitSide, bool> IsSet)[] _options =
    [
        (SideOptions.Groups, nameof(LowBitSide.Groups), static side => side.Groups is not null),
        (SideOptions.Groups, nameof(LowBitSide.GroupSize), static side => side.GroupSize is not null),
        (SideOptions.HalfRange, nameof(LowBitSide.HalfRange), static side => side.HalfRange is not null),
        (SideOptions.Normalization, nameof(LowBitSide.Normalization), static side => side.Normalization != LowBitNormalization.None),
        (SideOptions.UnitWindow, $"{nameof(GradientKind)}.{GradientKind.UnitWindow}", static side => side.Gradient == GradientKind.UnitWindow),
        (SideOptions.Triangle, $"{nameof(GradientKind)}.{GradientKind.Triangle}", static side => side.Gradient == GradientKind.Triangle),
        (SideOptions.InsideShare, $"{nameof(GradientKind)}.{GradientKind.InsideShare}", static side => side.Gradient == GradientKind.InsideShare),
        (SideOptions.GradientScale, nameof(LowBitSide.GradientScale), static side => side.GradientScale is not null),
        (SideOptions.GradientScale, nameof(LowBitSide.GradientFactor), static side => side.GradientFactor is not null),
        (SideOptions.GradientScale, nameof(LowBitSide.GradientElements), static side => side.GradientElements is not null),
        (SideOptions.TruncatesGradientScale, nameof(LowBitSide.TruncatesGradientScale), static side => side.TruncatesGradientScale),
        (SideOptions.Start, nameof(LowBitSide.Start), static side => side.Start is not null),
        (SideOptions.Bound, nameof(LowBitSide.Bound), static side => side.Bound is not null),
        (SideOptions.WarmUpFactor, nameof(LowBitSide.WarmUpFactor), static side => side.WarmUpFactor is not null),
        (SideOptions.LearnedScale, nameof(LowBitSide.LearnedScale), static side => side.LearnedScale),
        (SideOptions.ThresholdMix, nameof(LowBitSide.ThresholdMix), static side => side.ThresholdMix is not null),
        (SideOptions.RunningMean, nameof(LowBitSide.RunningMean), static side => side.RunningMean),
        (SideOptions.ClosedFormScale, nameof(LowBitSide.ClosedFormScale), static side => side.ClosedFormScale),
        (SideOptions.Slope, nameof(LowBitSide.Slope), static side => side.Slope is not null),
        (SideOptions.ScaledBinary, nameof(LowBitSide.ScaledBinary), static side => side.ScaledBinary),
        (SideOptions.FeatureScale, nameof(LowBitSide.FeatureScale), static side => side.FeatureScale != FeatureScale.None),
        (SideOptions.ScaleGradient, nameof(LowBitSide.ScaleGradient), static side => side.ScaleGradient),
        (SideOptions.ZeroShare, nameof(LowBitSide.ZeroShare), static side => side.ZeroShare is not null),
    ];

    /// <summary>Checks one side.</summary>
    /// <exception cref="ArgumentException">An option is set that does nothing here.</exception>
    /// <exception cref="QuantizationException">The algorithm has no such side.</exception>
    public static void Check(LowBitSide side, LowBitRole role)
    {
        var known = Known(side, role)
            ?? throw new QuantizationException($"{side.Algorithm} quantizes no {Word(role)}: choose another algorithm, or none, for it.");
        foreach (var (option, name, isSet) in _options)
        {
            if (isSet(side) && !known.HasFlag(option))
                throw new ArgumentException($"{side.Algorithm} does not look at {name} for {Word(role)}: leave it out.", nameof(side));
        }

        CheckTogether(side, role);
    }

    /// <summary>What an algorithm looks at for one side; null if it has none.</summary>
    private static SideOptions? Known(LowBitSide side, LowBitRole role)
    {
        const SideOptions learned = SideOptions.GradientScale | SideOptions.TruncatesGradientScale | SideOptions.Start | SideOptions.Bound
            | SideOptions.WarmUpFactor | SideOptions.Groups;
        var isWeight = role == LowBitRole.Weight;
        var uniform = learned | (isWeight ? SideOptions.AllWeights : SideOptions.HalfRange)
            | (role == LowBitRole.Output ? SideOptions.LearnedScale : SideOptions.None);
        return (side.Algorithm, role) switch
        {
            (LowBitAlgorithm.DoReFa or LowBitAlgorithm.Pact, LowBitRole.Weight) => SideOptions.AllWeights | SideOptions.ScaledBinary,
            (LowBitAlgorithm.DoReFa, LowBitRole.Activation) => SideOptions.Bound,
            (LowBitAlgorithm.Pact, LowBitRole.Activation) => SideOptions.Bound | SideOptions.Start | SideOptions.WarmUpFactor,
            (LowBitAlgorithm.Lsq, _) => uniform | SideOptions.InsideShare,
            (LowBitAlgorithm.LsqStep or LowBitAlgorithm.LsqPlus, _) => uniform,
            (LowBitAlgorithm.LqNets, _) => SideOptions.HalfRange | SideOptions.ThresholdMix | SideOptions.RunningMean
                | (isWeight ? SideOptions.AllWeights : SideOptions.Groups | SideOptions.Normalization),
            (LowBitAlgorithm.Fatnn, _) => SideOptions.InsideShare | SideOptions.TruncatesGradientScale | SideOptions.Slope | SideOptions.WarmUpFactor
                | SideOptions.ClosedFormScale | SideOptions.RunningMean
                | (isWeight ? SideOptions.AllWeights : SideOptions.Groups | SideOptions.HalfRange | SideOptions.Bound),
            (LowBitAlgorithm.Xnor, LowBitRole.Weight) => SideOptions.AllWeights | SideOptions.UnitWindow | SideOptions.ScaleGradient,
            (LowBitAlgorithm.Xnor, _) => SideOptions.UnitWindow | SideOptions.Triangle | SideOptions.FeatureScale,
            (LowBitAlgorithm.XnorPlusPlus, LowBitRole.Weight) => SideOptions.Groups | SideOptions.Normalization | SideOptions.UnitWindow,
            (LowBitAlgorithm.XnorPlusPlus, _) => SideOptions.UnitWindow | SideOptions.Triangle,
            (LowBitAlgorithm.TrainedTernary, LowBitRole.Weight) => SideOptions.AllWeights | SideOptions.ZeroShare,
            _ => null,
        };
    }

    private static void CheckTogether(LowBitSide side, LowBitRole role)
    {
        var complaint = side switch
        {
            { Normalization: LowBitNormalization.None, RestoreNormalization: true } => "RestoreNormalization undoes nothing without Normalization",
            { Normalization: LowBitNormalization.None, NormalizeWholeTensor: true } => "NormalizeWholeTensor does nothing without Normalization",
            { Loss: LowBitLoss.None, LossFactor: not null } => "LossFactor does nothing without Loss",
            { GradientElements: not null, GradientScale: GradientScale.FanRoot or GradientScale.InverseFanRoot }
                => "GradientElements do nothing where the fan is what counts",
            { GradientScale: GradientScale.None, GradientFactor: not null } or { GradientScale: GradientScale.None, GradientElements: not null }
                => "GradientFactor and GradientElements do nothing with GradientScale.None",
            { Algorithm: LowBitAlgorithm.Lsq, GradientScale: null, GradientFactor: not null }
                or { Algorithm: LowBitAlgorithm.Lsq, GradientScale: null, GradientElements: not null }
                => "GradientFactor and GradientElements do nothing without GradientScale",
            { Algorithm: LowBitAlgorithm.DoReFa or LowBitAlgorithm.Pact, Normalization: LowBitNormalization.None, LearnedScale: false, Groups: not null }
                or { Algorithm: LowBitAlgorithm.DoReFa or LowBitAlgorithm.Pact, Normalization: LowBitNormalization.None, LearnedScale: false, GroupSize: not null }
                => $"Groups of {side.Algorithm} are those of Normalization and LearnedScale",
            { ScaledBinary: true, Levels: not 2 } => "ScaledBinary has two levels",
            { Bound: not null, Start: not (null or LowBitStart.Fixed) } => "Bound is where a range starts that starts at LowBitStart.Fixed",
            { NormalizeWholeTensor: true } when role != LowBitRole.Weight => "Activations are normalized sample by sample, which NormalizeWholeTensor does not change",
            { Normalization: LowBitNormalization.MeanAndDeviation } when role != LowBitRole.Weight => "Activations are divided by their mean or by their deviation, not by both",
            { Algorithm: LowBitAlgorithm.Fatnn, RunningMean: true, ClosedFormScale: false } => "RunningMean is that of ClosedFormScale",
            { Slope: not null, Bound: not null } => "Slope and Bound are two words for one start",
            { ScaleGradient: true, Gradient: not GradientKind.Plain } => "ScaleGradient is the whole gradient, and takes no other GradientKind",
            { WarmUpFactor: not null, WarmUpSteps: 0, Start: not LowBitStart.Maximum } => "WarmUpFactor does nothing without WarmUpSteps",
            _ => null,
        };
        if (complaint is not null)
            throw new ArgumentException($"{complaint}: change the options for {Word(role)}.", nameof(side));
    }

    private static string Word(LowBitRole role) => role switch
    {
        LowBitRole.Weight => "weights",
        LowBitRole.Activation => "activations",
        _ => "outputs",
    };
}
