using System.Collections.Immutable;
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
        "'{0}' cannot be merged with '{1}', because {2}: the BatchNorm stays an operation of its own, and the weights are quantized "
        + "without its scale; {3}",
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
            // What may be null is the matter of QG3002.
            if (!step.IsConvolution || step.StaysFloat || step.IsOptional)
                continue;

            var uses = LayerGraph.After(step);
            if (uses.FirstOrDefault(use => use is { IsBatchNorm: true, IsOptional: false } && use.Container == step.Container) is { } norm
                && Obstacle(step, norm, uses) is var (reason, remedy))
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, norm.DisplayName, reason, remedy));
            }
        }
    }

    private static (string Reason, string Remedy)? Obstacle(Step convolution, Step norm, ImmutableArray<Step> uses)
    {
        if (uses.Any(use => use != norm && !Alternatives.AreExclusive(use.Syntax, norm.Syntax)))
            return ("its output is used elsewhere too", $"let everything read what comes behind '{norm.DisplayName}'");
        if (convolution.Reads is not [var (name, syntax), ..])
            return null;

        return name == "using"
            ? ("a 'using' disposes of its output", $"call '{norm.DisplayName}' on it in the same expression, or use a dispose scope")
            : ($"{NameOf(syntax)} looks at its output", $"look at what comes behind '{norm.DisplayName}'");
    }

    private static string NameOf(SyntaxNode syntax)
    {
        var text = syntax.ToString();
        return text.Contains('\n') ? "an expression" : $"'{text}'";
    }
}
