using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3036: a layer whose input is quantized to its signs, and never negative.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConstantSignsAnalyzer() : LayerRuleAnalyzer(Rule, LowBit)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ConstantSigns,
        "Input quantized to its signs is never negative",
        "'{0}' takes values that are never negative, as '{1}' gives them, and {2} quantizes them to their signs: all are +1, and the layer "
        + "learns nothing; put a normalization directly before it, use PReLU, LeakyReLU or Hardtanh instead, or choose another "
        + "ActivationAlgorithm",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Signs of values that a ReLU gave are all the same. The layer behind them sees a constant, whatever the picture shows.",
        HelpLinks.Base + DiagnosticIds.ConstantSigns + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        if (!model.Reading.Fields.Select(static field => field.Model.Options).Append(model.Options).Any(static options => TakesSigns(options?.ActivationAlgorithm)))
            return;

        var layers = new LowBitLayers(model);
        var values = new NonNegativeValues(model);
        foreach (var step in model.Steps)
        {
            if (step.Inputs is [var input]
                && values.MakerOf(input) is { } maker
                && layers.OptionsOf(step)?.ActivationAlgorithm is { } algorithm
                && TakesSigns(algorithm))
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, maker.DisplayName, algorithm));
            }
        }
    }

    private static bool TakesSigns(string? algorithm) => algorithm is "Xnor" or "XnorPlusPlus";
}
