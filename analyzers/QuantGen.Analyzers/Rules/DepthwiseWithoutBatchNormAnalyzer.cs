using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3021: a depthwise convolution without a BatchNorm behind it, where scales are powers of two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DepthwiseWithoutBatchNormAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.DepthwiseWithoutBatchNorm,
        "Depthwise convolution without BatchNorm",
        "'{0}' is depthwise and has no BatchNorm behind it: its channels keep scales of their own, which one power-of-two range cannot "
        + "hold; put a BatchNorm behind it",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The channels of a depthwise convolution do not mix, so nothing but a BatchNorm brings them to one scale.",
        HelpLinks.Base + DiagnosticIds.DepthwiseWithoutBatchNorm + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step is { IsConvolution: true, StaysFloat: false, Creation.IsDepthwise: true }
                && LayerGraph.After(step) is { IsEmpty: false } after
                && !after.Any(Normalizations.IsKnownOrHidden))
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName));
            }
        }
    }
}
