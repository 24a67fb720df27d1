using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3003: an activation between a convolution and its BatchNorm.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ActivationBeforeBatchNormAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ActivationBeforeBatchNorm,
        "Activation stands between convolution and BatchNorm",
        "'{0}' follows the activation '{1}': it cannot be merged into '{2}', and stays an operation of its own in float; put the "
        + "activation behind the BatchNorm",
        RuleCategories.Accuracy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Convolution, BatchNorm, activation is the order in which the BatchNorm disappears into the convolution.",
        HelpLinks.Base + DiagnosticIds.ActivationBeforeBatchNorm + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        if (!model.Options.FoldBatchNorm)
            return;

        foreach (var step in model.Steps)
        {
            if (step.IsBatchNorm
                && !step.StaysFloat
                && LayerGraph.Before(step) is [{ IsActivation: true } activation]
                && LayerGraph.Before(activation) is [{ IsWeighted: true } weighted])
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, activation.DisplayName, weighted.DisplayName));
            }
        }
    }
}
