using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3023: a GroupNorm, LayerNorm or InstanceNorm, where only BatchNorm can be merged.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OtherNormalizationAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.OtherNormalization,
        "Normalization that cannot be merged",
        "'{0}' computes its statistics while the model runs, which {1} hardware does in float if at all; use BatchNorm, which is "
        + "merged into the convolution before it",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "BatchNorm has fixed statistics after training and disappears into the convolution before it. The others do not.",
        HelpLinks.Base + DiagnosticIds.OtherNormalization + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var creation in model.Creations)
        {
            if (Normalizations.IsOther(creation.Layer))
                report(Diagnostic.Create(Rule, creation.Factory.GetLocation(), creation.Layer, model.Options.Target));
        }

        foreach (var step in model.Steps)
        {
            if (step.Kind == StepKind.Operation && step.Name is "group_norm" or "layer_norm" or "instance_norm")
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.Name, model.Options.Target));
        }
    }
}
