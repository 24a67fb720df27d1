using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3007: a concatenation in which some inputs are bounded by a sigmoid or tanh, and others are not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConcatOfMixedRangesAnalyzer() : LayerRuleAnalyzer(Rule, except: LowBit)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ConcatOfMixedRanges,
        "Concatenation of values with different ranges",
        "'{0}' joins what '{1}' gives, which lies within {2}, with values that have no such bound: they share one range, and the "
        + "narrow ones get few of its steps; concatenate before '{1}', or quantize them apart",
        RuleCategories.Accuracy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The inputs of a concatenation have one range, because its result has. A branch within (0, 1) beside one that reaches 50 keeps "
        + "two or three of 127 steps.",
        HelpLinks.Base + DiagnosticIds.ConcatOfMixedRanges + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step.Kind != StepKind.Concatenation)
                continue;

            var inputs = LayerGraph.Before(step);
            if (inputs.FirstOrDefault(IsBounded) is { } bounded && inputs.Any(IsUnbounded))
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, bounded.DisplayName, RangeOf(bounded)));
        }
    }

    private static bool IsBounded(Step step) => step.Kind is StepKind.Layer or StepKind.Operation && Activations.IsBounded(step.Name);

    private static bool IsUnbounded(Step step) =>
        step.IsWeighted
        || step.IsBatchNorm
        || step.Kind == StepKind.Sum
        || (step.IsActivation && (Activations.LayerOf(step.Name) == "ReLU" || Activations.IsUnclipped(step.Name)));

    private static string RangeOf(Step step) => Activations.LayerOf(step.Name) == "Tanh" ? "(-1, 1)" : "(0, 1)";
}
