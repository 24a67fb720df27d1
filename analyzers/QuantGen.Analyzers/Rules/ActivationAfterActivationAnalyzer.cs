using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3006: an activation on what another activation gives.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ActivationAfterActivationAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ActivationAfterActivation,
        "Two activations in a row",
        "'{0}' follows the activation '{1}' directly: it works on values that are clipped already, and costs a range or a pass more; "
        + "drop one",
        RuleCategories.Accuracy,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Two activations without a layer between them are usually one too many.",
        HelpLinks.Base + DiagnosticIds.ActivationAfterActivation + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step.IsActivation && LayerGraph.Before(step) is [{ IsActivation: true } first])
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, first.DisplayName));
        }
    }
}
