using System.Globalization;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Checks what an annotation says about training at few bits: a target that fits, the right side of a layer, levels that the algorithm has.</summary>
/// <param name="problems">Takes what cannot be had.</param>
/// <param name="placeOf">The place of the first of some properties that the annotation sets.</param>
internal sealed class LowBitCheck(ProblemList problems, Func<string[], Location> placeOf)
{
    /// <summary>Notes what is wrong.</summary>
    /// <param name="options">What class or field asks for.</param>
    /// <param name="annotated">Its name.</param>
    /// <param name="unless">What the class of a field asks for, of which it is said there; null for a class.</param>
    public void Check(OptionsModel options, string annotated, OptionsModel? unless)
    {
        if (options.Target != OptionsModel.LowBit)
        {
            CheckTarget(options, annotated, unless);
            return;
        }

        CheckSide(
            "Weight", options.WeightAlgorithm!, options.LevelsOfWeights, LowBitAlgorithms.LevelsOfWeights(options.WeightAlgorithm!),
            unless is not null && (unless.WeightAlgorithm, unless.LevelsOfWeights) == (options.WeightAlgorithm, options.LevelsOfWeights));
        CheckSide(
            "Activation", options.ActivationAlgorithm!, options.LevelsOfActivations, LowBitAlgorithms.LevelsOfActivations(options.ActivationAlgorithm!),
            unless is not null && (unless.ActivationAlgorithm, unless.LevelsOfActivations) == (options.ActivationAlgorithm, options.LevelsOfActivations));
    }

    private void CheckTarget(OptionsModel options, string annotated, OptionsModel? unless)
    {
        var algorithm = Named(options.WeightAlgorithm) ?? Named(options.ActivationAlgorithm);
        if (algorithm is not null && (unless is null || (Named(unless.WeightAlgorithm) ?? Named(unless.ActivationAlgorithm)) is null))
            problems.Add(ProblemKind.AlgorithmTarget, placeOf([nameof(OptionsModel.Target)]), annotated, algorithm, options.Target);
    }

    private void CheckSide(string side, string algorithm, int levels, LevelRange? range, bool isSaidOfClass)
    {
        // A bit width that there is not at all is said of by itself.
        if (algorithm == LowBitAlgorithms.None || levels == 0 || isSaidOfClass)
            return;

        var (here, other) = side == "Weight" ? ("weights", "activations") : ("activations", "weights");
        if (range is null)
            problems.Add(ProblemKind.AlgorithmSide, placeOf([side + "Algorithm"]), algorithm, other, here);
        else if (!range.Has(levels))
            problems.Add(ProblemKind.AlgorithmLevels, placeOf([side + "Levels", side + "Bits", side + "Algorithm"]), algorithm, here, range.Text, levels.ToString(CultureInfo.InvariantCulture));
    }

    private static string? Named(string? algorithm) => algorithm is LowBitAlgorithms.None ? null : algorithm;
}
