using ImageClassification.LowBit.Configuration;
using QuantGen.LowBit;

namespace ImageClassification.LowBit;

/// <summary>The options of one side of layers in a configuration file: those of <see cref="LowBitSide"/>, by their names.</summary>
internal static class SideConfiguration
{
    private const double Least = 1e-12;
    private const double Most = 1e12;

    public static IReadOnlyList<ConfigOption<LowBitSide>> Options { get; } =
    [
        ConfigOptions<LowBitSide>.Choice("algorithm", static side => side.Algorithm, static (side, value) => side with { Algorithm = value }),
        ConfigOptions<LowBitSide>.Whole("levels", 2, LowBitSide.MaximumLevels, static side => side.Levels, static (side, value) => side with { Levels = value }),
        ConfigOptions<LowBitSide>.OptionalWhole("groups", 1, int.MaxValue, static side => side.Groups, static (side, value) => side with { Groups = value }),
        ConfigOptions<LowBitSide>.OptionalWhole("groupSize", 1, int.MaxValue, static side => side.GroupSize, static (side, value) => side with { GroupSize = value }),
        ConfigOptions<LowBitSide>.OptionalFlag("halfRange", static side => side.HalfRange, static (side, value) => side with { HalfRange = value }),
        ConfigOptions<LowBitSide>.Choice("normalization", static side => side.Normalization, static (side, value) => side with { Normalization = value }),
        ConfigOptions<LowBitSide>.Flag("restoreNormalization", static side => side.RestoreNormalization, static (side, value) => side with { RestoreNormalization = value }),
        ConfigOptions<LowBitSide>.Flag("normalizeWholeTensor", static side => side.NormalizeWholeTensor, static (side, value) => side with { NormalizeWholeTensor = value }),
        ConfigOptions<LowBitSide>.Choice("gradient", static side => side.Gradient, static (side, value) => side with { Gradient = value }),
        ConfigOptions<LowBitSide>.OptionalChoice("gradientScale", static side => side.GradientScale, static (side, value) => side with { GradientScale = value }),
        ConfigOptions<LowBitSide>.OptionalReal("gradientFactor", Least, Most, static side => side.GradientFactor, static (side, value) => side with { GradientFactor = value }),
        ConfigOptions<LowBitSide>.OptionalWhole("gradientElements", 1, int.MaxValue, static side => (int?)side.GradientElements, static (side, value) => side with { GradientElements = value }),
        ConfigOptions<LowBitSide>.Flag("truncatesGradientScale", static side => side.TruncatesGradientScale, static (side, value) => side with { TruncatesGradientScale = value }),
        ConfigOptions<LowBitSide>.OptionalChoice("start", static side => side.Start, static (side, value) => side with { Start = value }),
        ConfigOptions<LowBitSide>.OptionalReal("bound", Least, Most, static side => side.Bound, static (side, value) => side with { Bound = value }),
        ConfigOptions<LowBitSide>.Whole("warmUpSteps", 0, int.MaxValue, static side => side.WarmUpSteps, static (side, value) => side with { WarmUpSteps = value }),
        ConfigOptions<LowBitSide>.OptionalReal("warmUpFactor", Least, Most, static side => side.WarmUpFactor, static (side, value) => side with { WarmUpFactor = value }),
        ConfigOptions<LowBitSide>.Flag("learnedScale", static side => side.LearnedScale, static (side, value) => side with { LearnedScale = value }),
        ConfigOptions<LowBitSide>.Choice("loss", static side => side.Loss, static (side, value) => side with { Loss = value }),
        ConfigOptions<LowBitSide>.OptionalReal("lossFactor", Least, Most, static side => side.LossFactor, static (side, value) => side with { LossFactor = value }),
        ConfigOptions<LowBitSide>.OptionalReal("thresholdMix", 0, 1, static side => side.ThresholdMix, static (side, value) => side with { ThresholdMix = value }),
        ConfigOptions<LowBitSide>.Flag("runningMean", static side => side.RunningMean, static (side, value) => side with { RunningMean = value }),
        ConfigOptions<LowBitSide>.Flag("closedFormScale", static side => side.ClosedFormScale, static (side, value) => side with { ClosedFormScale = value }),
        ConfigOptions<LowBitSide>.OptionalReal("slope", Least, Most, static side => side.Slope, static (side, value) => side with { Slope = value }),
        ConfigOptions<LowBitSide>.Flag("scaledBinary", static side => side.ScaledBinary, static (side, value) => side with { ScaledBinary = value }),
        ConfigOptions<LowBitSide>.Choice("featureScale", static side => side.FeatureScale, static (side, value) => side with { FeatureScale = value }),
        ConfigOptions<LowBitSide>.Flag("scaleGradient", static side => side.ScaleGradient, static (side, value) => side with { ScaleGradient = value }),
        ConfigOptions<LowBitSide>.OptionalReal("zeroShare", 0, 0.9999, static side => side.ZeroShare, static (side, value) => side with { ZeroShare = value }),
    ];
}
