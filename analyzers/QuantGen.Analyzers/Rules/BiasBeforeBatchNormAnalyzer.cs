using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3005: a convolution with a bias, directly before a BatchNorm.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BiasBeforeBatchNormAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.BiasBeforeBatchNorm,
        "Convolution before a BatchNorm has a bias",
        "'{0}' has a bias that '{1}' takes away again by subtracting the mean: it is trained and stored for nothing; pass 'bias: "
        + "false'",
        RuleCategories.Accuracy,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "BatchNorm subtracts the mean of each channel, the bias with it, and adds a bias of its own.",
        HelpLinks.Base + DiagnosticIds.BiasBeforeBatchNorm + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step is { IsConvolution: true, Creation: { } creation }
                && creation.Arguments.Flag("bias") == true
                && LayerGraph.After(step) is [{ IsBatchNorm: true } norm])
            {
                report(Diagnostic.Create(Rule, creation.PlaceOf("bias"), step.DisplayName, norm.DisplayName));
            }
        }
    }
}
