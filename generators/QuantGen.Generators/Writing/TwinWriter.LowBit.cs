using System.Globalization;
using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>What a twin for training at few bits has that others have not: algorithms and numbers of levels.</summary>
internal sealed partial class TwinWriter
{
    private bool IsForLowBit => _module.Options.Target == OptionsModel.LowBit;

    private List<string> SettingsForLowBit(OptionsModel options)
    {
        var settings = new List<string> { $"Target = {_names.Root("QuantizationTarget")}.{options.Target}" };
        AddSide("Weight", options.WeightAlgorithm!, options.LevelsOfWeights);
        AddSide("Activation", options.ActivationAlgorithm!, options.LevelsOfActivations);
        return settings;

        void AddSide(string side, string algorithm, int levels)
        {
            if (algorithm == LowBitAlgorithms.None)
                return;

            settings.Add($"{side}Algorithm = {Algorithm(algorithm)}");
            settings.Add($"{side}Levels = {Number(levels)}");
        }
    }

    private List<string> OverridesForLowBit(FieldPlan plan)
    {
        var (options, common) = (plan.Options, _module.Options);
        var overrides = new List<string>();
        if (options.WritesWeights && (options.Weights != common.Weights || !common.WritesWeights))
            overrides.Add($"weights: {_names.Root("Granularity")}.{options.Weights}");
        AddSide("weight", options.WeightAlgorithm!, common.WeightAlgorithm!, options.LevelsOfWeights, common.LevelsOfWeights);
        AddSide("activation", options.ActivationAlgorithm!, common.ActivationAlgorithm!, options.LevelsOfActivations, common.LevelsOfActivations);
        if (plan is { Conversion: Conversion.Quantize, Field.Options: not null })
            overrides.Add("evenAtEnds: true");
        return overrides;

        // Not every algorithm has the levels of another, so that another one goes with its levels.
        void AddSide(string side, string algorithm, string commonAlgorithm, int levels, int commonLevels)
        {
            if (algorithm != commonAlgorithm)
                overrides.Add($"{side}Algorithm: {Algorithm(algorithm)}");
            if (algorithm != LowBitAlgorithms.None && (algorithm != commonAlgorithm || levels != commonLevels))
                overrides.Add($"{side}Levels: {Number(levels)}");
        }
    }

    /// <summary>The layer, in place of a longer line in several where a field says much of its own.</summary>
    private void WriteLowBitLayer(FieldPlan plan)
    {
        var name = plan.Field.Name;
        var (overrides, call) = (OverridesForLowBit(plan), $".LowBit({Cast(plan)}{name});");
        if (overrides.Count == 0)
            _code.Line($"this.{name} = {ConverterName}{call}");
        else
            WriteList($"this.{name} = {ConverterName}.With(", overrides, ")" + call);
    }

    private string Algorithm(string member) => $"{_names.Root("LowBitAlgorithm")}.{member}";

    private static string DescribeTwin(OptionsModel options)
    {
        var sides = new List<string>(2);
        if (options.WeightAlgorithm != LowBitAlgorithms.None)
            sides.Add($"weights {Levels(options.LevelsOfWeights, options.WeightAlgorithm!)}{(options.WritesWeights ? " " + PerWhat(options) : "")}");
        if (options.ActivationAlgorithm != LowBitAlgorithms.None)
            sides.Add($"inputs of layers {Levels(options.LevelsOfActivations, options.ActivationAlgorithm!)}");
        return sides.Count == 0 ? "all in float unless a field says otherwise" : string.Join(", ", sides);
    }

    private static string DescribeSides(FieldPlan plan)
    {
        var options = plan.Options;
        var weight = options.WeightAlgorithm == LowBitAlgorithms.None ? null : "its weight " + Levels(options.LevelsOfWeights, options.WeightAlgorithm!);
        var input = options.ActivationAlgorithm == LowBitAlgorithms.None ? null : $"its input{Code(plan.Input)} {Levels(options.LevelsOfActivations, options.ActivationAlgorithm!)}";
        return (weight, input) switch
        {
            (null, null) => "In float, unless options say otherwise.",
            (null, _) => $"Quantizes {input}; its weight stays in float.",
            (_, null) => $"Quantizes {weight}; its input stays in float.",
            _ => $"Quantizes {weight} and {input}.",
        };
    }

    private static string Levels(int levels, string algorithm) => $"to {Number(levels)} levels by {NameOf(algorithm)}";

    /// <summary>The name by which papers know an algorithm.</summary>
    private static string NameOf(string algorithm) => algorithm switch
    {
        "Pact" => "PACT",
        "Lsq" => "LSQ",
        "LsqStep" => "LSQ with a learned step",
        "LsqPlus" => "LSQ+",
        "LqNets" => "LQ-Nets",
        "Fatnn" => "FATNN",
        "Xnor" => "XNOR-Net",
        "XnorPlusPlus" => "XNOR-Net++",
        "TrainedTernary" => "trained ternary quantization",
        _ => algorithm,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
