using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3022: a convolution that takes the bare output of another, where scales are powers of two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConvolutionAfterConvolutionAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ConvolutionAfterConvolution,
        "Convolution directly behind a convolution",
        "'{0}' takes what '{1}' gives, with no BatchNorm or activation between: nothing bounds that value before it is rounded to a "
        + "power-of-two range; put a BatchNorm, an activation, or both between them",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Between two convolutions the value is rounded to integers. Without a BatchNorm or an activation its range is wide.",
        HelpLinks.Base + DiagnosticIds.ConvolutionAfterConvolution + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            // A depthwise convolution without BatchNorm is the matter of QG3021.
            if (step.IsConvolution
                && LayerGraph.Before(step) is [{ IsConvolution: true, StaysFloat: false } first]
                && first.Creation is not { IsDepthwise: true })
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, first.DisplayName));
            }
        }
    }
}
