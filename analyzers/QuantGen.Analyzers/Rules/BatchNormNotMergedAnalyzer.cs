using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3002: a BatchNorm that follows something other than a convolution.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BatchNormNotMergedAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.BatchNormNotMerged,
        "BatchNorm has no convolution to merge into",
        "'{0}' is not merged into a convolution, because {1}: it stays an operation of its own in float; {2}",
        RuleCategories.Accuracy,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A BatchNorm directly behind a convolution costs nothing in the twin. Anywhere else it is computed in float, between two "
        + "quantized layers.",
        HelpLinks.Base + DiagnosticIds.BatchNormNotMerged + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        if (!model.Options.FoldBatchNorm)
            return;

        foreach (var step in model.Steps)
        {
            if (step.IsBatchNorm && !step.StaysFloat && Obstacle(step) is { } obstacle)
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, obstacle.Reason, obstacle.Remedy));
        }
    }

    private static (string Reason, string Remedy)? Obstacle(Step norm)
    {
        if (Source(norm) is { } source)
            return ($"it follows {source}", "put it directly behind a convolution if the network allows it");
        if (LayerGraph.Before(norm) is not [{ IsConvolution: true, StaysFloat: false } convolution] || !(norm.IsOptional || convolution.IsOptional))
            return null;

        var optional = norm.IsOptional ? norm : convolution;
        return ($"'{optional.DisplayName}' may be null", "keep the two in a Sequential, or in fields that always hold them");
    }

    // What an activation in front means is the matter of QG3003.
    private static string? Source(Step norm)
    {
        var before = LayerGraph.Before(norm);
        if (before.IsEmpty || before.Any(static step => step.Kind == StepKind.Opaque || step.IsActivation || step.StaysFloat))
            return null;
        if (before.Length > 1)
            return before.All(static step => step.IsConvolution) ? "several convolutions" : "different things on different paths";

        var source = before[0];
        return source switch
        {
            { IsConvolution: true } => source.Container == norm.Container ? null : $"'{source.DisplayName}' in another container",
            { Kind: StepKind.Layer, LayerKind: LayerKind.Linear, Container: { } around } when around == norm.Container => null,
            { Kind: StepKind.Layer, LayerKind: LayerKind.Linear } => $"the linear layer '{source.DisplayName}'",
            { Kind: StepKind.Layer } => $"'{source.DisplayName}', a {source.Name}",
            { Kind: StepKind.Input } => $"the input '{source.DisplayName}'",
            { Kind: StepKind.Sum } => "a sum",
            { Kind: StepKind.Product } => "a product",
            { Kind: StepKind.Concatenation } => "a concatenation",
            _ => $"'{source.DisplayName}'",
        };
    }
}
