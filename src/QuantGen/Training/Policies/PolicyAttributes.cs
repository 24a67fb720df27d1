using System.Globalization;
using QuantGen.LowBit;

namespace QuantGen.Training.Policies;

/// <summary>The attributes that a policy can set, by the names that model-quantization has for them.</summary>
internal static class PolicyAttributes
{
    private static readonly (string Name, GradientKind Value)[] Gradients =
        [("none", GradientKind.Plain), ("STE", GradientKind.UnitWindow), ("Triangle", GradientKind.Triangle), ("STE-scale", GradientKind.InsideShare)];

    private static readonly (string Name, GradientScale Value)[] GradientScales =
    [
        ("none", GradientScale.None), ("fan-scale", GradientScale.FanRoot), ("scale-fan", GradientScale.InverseFanRoot),
        ("element-scale", GradientScale.ElementRoot), ("scale-element", GradientScale.InverseElementRoot),
    ];

    private static readonly (string Name, LowBitNormalization Value)[] Normalizations =
    [
        ("none", LowBitNormalization.None), ("mean", LowBitNormalization.Mean), ("var", LowBitNormalization.Deviation),
        ("mean-var", LowBitNormalization.MeanAndDeviation), ("var-mean", LowBitNormalization.MeanAndDeviation),
    ];

    private static readonly (string Name, FeatureScale Value)[] FeatureScales =
        [("none", FeatureScale.None), ("channel", FeatureScale.Channel), ("resolution", FeatureScale.Resolution)];

    private static readonly (string Name, LowBitLoss Value)[] Losses =
        [("L1", LowBitLoss.Absolute), ("L2", LowBitLoss.Squared), ("QDL", LowBitLoss.BestFactor)];

    private static readonly PolicyAttribute[] All =
    [
        Flag("enable", static (changes, value) => changes with { Enabled = value }),
        Whole("num_levels", 2, LowBitSide.MaximumLevels, static (changes, value) => changes with { Levels = value }),
        new(
            "level_num",
            "a number of levels from 2, or a negative number of levels less",
            static (changes, word) => Integer(word) is { } number and not (0 or 1) && number is <= LowBitSide.MaximumLevels and >= -LowBitSide.MaximumLevels
                ? changes with { LevelChange = new LevelChange(number) }
                : null),
        Flag("progressive", static (changes, value) => changes with { Progressive = value }),
        Flag("half_range", static (changes, value) => changes with { HalfRange = value }),
        Positive("clip_val", static (changes, value) => changes with { Clip = value }),
        Positive("scale", static (changes, value) => changes with { Scale = value }),
        Choice("grad_type", Gradients, static (changes, value) => changes with { Gradient = value }),
        Choice("grad_scale", GradientScales, static (changes, value) => changes with { GradientScale = value }),
        Choice("adaptive", Normalizations, static (changes, value) => changes with { Normalization = value }),
        Flag("adaptive_restore", static (changes, value) => changes with { RestoreNormalization = value }),
        Choice("custom", FeatureScales, static (changes, value) => changes with { FeatureScale = value }),
        Whole("stable", 0, int.MaxValue, static (changes, value) => changes with { WarmUpSteps = value }),
        Positive("correlate", static (changes, value) => changes with { WarmUpFactor = value }),
        Flag("quant_loss_enable", static (changes, value) => changes with { HasLoss = value }),
        Choice("quant_loss_function", Losses, static (changes, value) => changes with { Loss = value }),
        Positive("quant_loss_alpha", static (changes, value) => changes with { LossFactor = value }),
    ];

    /// <summary>An attribute by its name.</summary>
    /// <exception cref="PolicyException">There is none.</exception>
    public static PolicyAttribute Find(PolicyToken name) => Array.Find(All, attribute => attribute.Name == name.Text)
        ?? throw name.Error($"there is no attribute '{name.Shown}'; there are {string.Join(", ", All.Select(static attribute => attribute.Name))}.");

    private static PolicyAttribute Flag(string name, Func<QuantizerChanges, bool, QuantizerChanges> set) =>
        new(name, "True or False", (changes, word) => bool.TryParse(word.Text, out var value) ? set(changes, value) : null);

    private static PolicyAttribute Whole(string name, int least, int most, Func<QuantizerChanges, int, QuantizerChanges> set) => new(
        name,
        most == int.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}",
        (changes, word) => Integer(word) is { } value && value >= least && value <= most ? set(changes, value) : null);

    private static PolicyAttribute Positive(string name, Func<QuantizerChanges, double, QuantizerChanges> set) => new(
        name,
        "a number above 0",
        (changes, word) => double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value > 0
            ? set(changes, value)
            : null);

    private static PolicyAttribute Choice<T>(string name, IReadOnlyList<(string Name, T Value)> values, Func<QuantizerChanges, T, QuantizerChanges> set)
        where T : struct => new(
            name,
            $"one of {string.Join(", ", values.Select(static value => value.Name))}",
            (changes, word) => values.Where(value => value.Name == word.Text).Select(static value => (T?)value.Value).FirstOrDefault() is { } value
                ? set(changes, value)
                : null);

    private static int? Integer(PolicyToken word) =>
        int.TryParse(word.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
