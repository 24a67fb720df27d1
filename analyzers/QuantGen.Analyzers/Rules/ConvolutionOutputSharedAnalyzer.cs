using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3001: a convolution whose BatchNorm cannot be merged into it, because something else reads what it computes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConvolutionOutputSharedAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ConvolutionOutputShared,
        "Convolution feeds a BatchNorm and something else",
        "'{0}' cannot be merged with '{1}', because its output is used elsewhere too: the BatchNorm stays an operation of its own, and "
        + "the weights are quantized without its scale; let everything read what comes behind '{1}'",
        RuleCategories.Accuracy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A BatchNorm is merged into the convolution before it only if nobody else needs what lies between the two.",
        HelpLinks.Base + DiagnosticIds.ConvolutionOutputShared + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        if (!model.Options.FoldBatchNorm)
            return;

        foreach (var step in model.Steps)
        {
            if (!step.IsConvolution || step.StaysFloat)
                continue;

            var uses = LayerGraph.After(step);
            if (uses.Length > 1
                && uses.FirstOrDefault(static use => use.IsBatchNorm) is { } norm
                && uses.Any(use => use != norm && !Alternatives.AreExclusive(use.Syntax, norm.Syntax)))
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, norm.DisplayName));
            }
        }
    }
}
