using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>What of <c>[Quantize]</c> is about training at few bits: the algorithms, and how many levels they have.</summary>
internal static class LowBitReader
{
    private const int DefaultBits = 2;

    /// <summary>Takes over what follows from an annotation's own arguments, once these are read.</summary>
    /// <param name="annotation">The annotation.</param>
    /// <param name="options">The options with its arguments.</param>
    /// <param name="farther">Those without.</param>
    public static OptionsModel Apply(AnnotationArguments annotation, OptionsModel options, OptionsModel farther)
    {
        var names = Names(annotation, nameof(OptionsModel.WeightAlgorithm), options.WeightAlgorithm)
            || Names(annotation, nameof(OptionsModel.ActivationAlgorithm), options.ActivationAlgorithm);
        var writesTarget = annotation.Writes(nameof(OptionsModel.Target));
        if (names && !writesTarget)
            options = options with { Target = OptionsModel.LowBit };

        if ((options.Target == OptionsModel.LowBit) != (farther.Target == OptionsModel.LowBit))
            options = WithDefaultBits(options);

        // Both at one place contradict each other, which is to be said; a nearer target takes the place of farther algorithms.
        if (options.Target != OptionsModel.LowBit)
            return names || !writesTarget ? options : options with { WeightAlgorithm = null, ActivationAlgorithm = null };

        var isUnsaid = options is { WeightAlgorithm: null, ActivationAlgorithm: null };
        options = options with
        {
            WeightAlgorithm = options.WeightAlgorithm ?? (isUnsaid ? "Lsq" : LowBitAlgorithms.None),
            ActivationAlgorithm = options.ActivationAlgorithm ?? (isUnsaid ? "Lsq" : LowBitAlgorithms.None),
        };
        return options with
        {
            WeightLevels = LevelsOf(
                annotation, "Weight", options.WeightLevels, options.WeightAlgorithm, LowBitAlgorithms.LevelsOfWeights, farther.WeightAlgorithm),
            ActivationLevels = LevelsOf(
                annotation, "Activation", options.ActivationLevels, options.ActivationAlgorithm, LowBitAlgorithms.LevelsOfActivations, farther.ActivationAlgorithm),
        };
    }

    /// <summary>
    /// Options of a class or field, to which no other target can come any more: with everything off that the target does not look at.
    /// </summary>
    public static OptionsModel Settle(OptionsModel options)
    {
        if (options is { WritesWeightBits: true } or { WritesActivationBits: true })
            options = options with { WritesWeightBits = false, WritesActivationBits = false };

        return options.Target == OptionsModel.LowBit ? WithoutOthers(options) : options;
    }

    private static OptionsModel WithoutOthers(OptionsModel options) => options with
    {
        FoldBatchNorm = false,
        QuantizePools = false,
        Fuse = false,
        BiasMode = null,
        InputDescriptor = null,
        WeightDescriptor = null,
    };

    private static OptionsModel WithDefaultBits(OptionsModel options)
    {
        var bits = options.Target == OptionsModel.LowBit ? DefaultBits : OptionsModel.Default.WeightBits;
        return options with
        {
            WeightBits = options.WritesWeightBits ? options.WeightBits : bits,
            ActivationBits = options.WritesActivationBits ? options.ActivationBits : bits,
        };
    }

    /// <summary>The levels of one side: of bits and levels the nearer one counts, and an algorithm that is named without either brings its own.</summary>
    private static int LevelsOf(
        AnnotationArguments annotation, string side, int levels, string algorithm, Func<string, LevelRange?> levelsOf, string? before)
    {
        if (annotation.Writes(side + "Levels"))
            return levels;
        if (annotation.Writes(side + "Bits"))
            return 0;
        if (algorithm == before)
            return levels;
        if (levelsOf(algorithm)?.Only is { } only)
            return only;

        return before is not null && levelsOf(before)?.Only == levels ? 0 : levels;
    }

    private static bool Names(AnnotationArguments annotation, string property, string? algorithm) =>
        annotation.Writes(property) && algorithm is not (null or LowBitAlgorithms.None);
}
