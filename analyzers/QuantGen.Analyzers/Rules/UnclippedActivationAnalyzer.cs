using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3024: an activation other than a ReLU, where activations are clips at powers of two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnclippedActivationAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.UnclippedActivation,
        "Activation that cannot be clipped to a power of two",
        "'{0}' cannot be replaced by a clip, as ReLU is for {1}: its output has no quantizer of its own, and is computed in float; use "
        + "ReLU",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "PACT2 takes the place of a ReLU: it clips at a power of two. It cannot do so for other activations.",
        HelpLinks.Base + DiagnosticIds.UnclippedActivation + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var creation in model.Creations)
        {
            if (Activations.IsUnclipped(creation.Layer))
                report(Diagnostic.Create(Rule, creation.Factory.GetLocation(), creation.Layer, model.Options.Target));
        }

        foreach (var step in model.Steps)
        {
            if (step.Kind == StepKind.Operation && step.IsActivation && Activations.IsUnclipped(step.Name))
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.Name, model.Options.Target));
        }
    }
}
