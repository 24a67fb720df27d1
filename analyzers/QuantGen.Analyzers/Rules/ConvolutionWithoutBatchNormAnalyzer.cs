using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using System.Collections.Immutable;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3020: a convolution without a BatchNorm behind it, other than the last, where scales are powers of two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConvolutionWithoutBatchNormAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ConvolutionWithoutBatchNorm,
        "Convolution without BatchNorm",
        "'{0}' has no BatchNorm behind it: nothing keeps its channels to one scale, and a power-of-two range loses up to one bit more "
        + "on each; put a BatchNorm behind it",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Power-of-two ranges are coarse. BatchNorm keeps activations to ranges that fit them.",
        HelpLinks.Base + DiagnosticIds.ConvolutionWithoutBatchNorm + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step.IsConvolution
                && !step.StaysFloat
                && step.Creation is not { IsDepthwise: true }
                && !IsPartOfGate(step)
                && !HasReason(LayerGraph.After(step))
                && LayerGraph.ReachesAny(step, static next => next.IsWeighted))
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName));
            }
        }
    }

    // Two convolutions in a row are the matter of QG3022, and another normalization is that of QG3023.
    private static bool HasReason(ImmutableArray<Step> after) =>
        after.IsEmpty || after.Any(static use => use.IsConvolution || Normalizations.IsKnownOrHidden(use));

    // On one pixel a convolution is a linear layer; before a sigmoid it makes a gate, which is the matter of QG3027.
    private static bool IsPartOfGate(Step step) =>
        LayerGraph.Before(step).Any(Gates.IsAverage) || LayerGraph.After(step).Any(static use => Activations.IsBounded(use.Name));
}
