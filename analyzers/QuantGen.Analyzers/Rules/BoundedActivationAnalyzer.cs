using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG3026: a sigmoid, tanh or softmax whose result goes on into the network, where activations are clips at powers of two.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BoundedActivationAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.BoundedActivation,
        "Activation with a known range in the middle of a network",
        "'{0}' gives values within {1}, and no clip takes its place for {2}: what follows reads them unquantized; move it to the end "
        + "of the network, or keep it and what follows in float",
        RuleCategories.Target,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "PACT2 takes the place of ReLUs and of sums, not of a sigmoid. At the end of the network that does no harm.",
        HelpLinks.Base + DiagnosticIds.BoundedActivation + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            // A gate is the matter of QG3027.
            if (step.Kind is StepKind.Layer or StepKind.Operation
                && Activations.IsBounded(step.Name)
                && !step.StaysFloat
                && LayerGraph.After(step) is { IsEmpty: false } after
                && !after.Any(static use => use.Kind is StepKind.Result or StepKind.Opaque || use.Kind == StepKind.Product))
            {
                var range = Activations.LayerOf(step.Name) == "Tanh" ? "(-1, 1)" : "(0, 1)";
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.DisplayName, range, model.Options.Target));
            }
        }
    }
}
