using System.Globalization;
using QuantGen.LowBit;
using QuantGen.Training.Policies;

namespace QuantGen.Tests.Training.Golden;

/// <summary>Writes changes of quantizers as a policy has them.</summary>
internal static class PolicyText
{
    /// <summary>The value of an attribute; null when it is not set.</summary>
    public static string? Of(string attribute, QuantizerChanges changes) => attribute switch
    {
        "enable" => Text(changes.Enabled),
        "num_levels" => Text(changes.Levels),
        "level_num" => Text(changes.LevelChange?.Number),
        "progressive" => Text(changes.Progressive),
        "half_range" => Text(changes.HalfRange),
        "clip_val" => Text(changes.Clip),
        "scale" => Text(changes.Scale),
        "adaptive_restore" => Text(changes.RestoreNormalization),
        "stable" => Text(changes.WarmUpSteps),
        "correlate" => Text(changes.WarmUpFactor),
        "quant_loss_enable" => Text(changes.HasLoss),
        "quant_loss_alpha" => Text(changes.LossFactor),
        "grad_type" => changes.Gradient switch
        {
            GradientKind.Plain => "none",
            GradientKind.UnitWindow => "STE",
            GradientKind.Triangle => "Triangle",
            GradientKind.InsideShare => "STE-scale",
            _ => null,
        },
        "grad_scale" => changes.GradientScale switch
        {
            GradientScale.None => "none",
            GradientScale.FanRoot => "fan-scale",
            GradientScale.InverseFanRoot => "scale-fan",
            GradientScale.ElementRoot => "element-scale",
            GradientScale.InverseElementRoot => "scale-element",
            _ => null,
        },
        "adaptive" => changes.Normalization switch
        {
            LowBitNormalization.None => "none",
            LowBitNormalization.Mean => "mean",
            LowBitNormalization.Deviation => "var",
            LowBitNormalization.MeanAndDeviation => "var-mean",
            _ => null,
        },
        "custom" => changes.FeatureScale?.ToString().ToLowerInvariant(),
        "quant_loss_function" => changes.Loss switch
        {
            LowBitLoss.Absolute => "L1",
            LowBitLoss.Squared => "L2",
            LowBitLoss.BestFactor => "QDL",
            _ => null,
        },
        _ => throw new NotSupportedException($"There is no attribute '{attribute}'."),
    };

    /// <summary>How many attributes are set.</summary>
    public static int Count(QuantizerChanges changes) => typeof(QuantizerChanges).GetProperties().Count(property => property.GetValue(changes) is not null);

    private static string? Text<T>(T? value)
        where T : struct, IConvertible => value?.ToString(CultureInfo.InvariantCulture);
}
