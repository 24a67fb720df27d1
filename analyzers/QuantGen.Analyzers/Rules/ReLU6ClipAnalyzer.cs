using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3025: a ReLU6, where activations are clips at powers of two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReLU6ClipAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ReLU6Clip,
        "ReLU6 leaves levels unused",
        "'{0}' clips at 6, and levels for {1} reach to a power of two: to 8, of which a quarter stays unused, or to 4 where the range "
        + "is smaller; use ReLU",
        RuleCategories.Target,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A clip at 6 is not a power of two. ReLU uses all levels, and needs no second clip.",
        HelpLinks.Base + DiagnosticIds.ReLU6Clip + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var creation in model.Creations)
        {
            if (creation.Layer == "ReLU6")
                report(Diagnostic.Create(Rule, creation.Factory.GetLocation(), creation.Layer, model.Options.Target));
        }

        foreach (var step in model.Steps)
        {
            if (step is { Kind: StepKind.Operation, Name: "relu6" or "relu6_" })
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), step.Name, model.Options.Target));
        }
    }
}
