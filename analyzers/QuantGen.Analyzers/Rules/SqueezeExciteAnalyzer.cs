using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3027: a product of a tensor and a sigmoid of its own average, where scales are powers of two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SqueezeExciteAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.SqueezeExcite,
        "Squeeze-and-excite gate",
        "'{0}' scales a tensor by a gate made from its own average: the product of two activations has a range that changes with every "
        + "image, which one power-of-two range holds badly; leave the gate out, as the lite forms of these networks do",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Squeeze-and-excite multiplies by a value that depends on the image. Networks for power-of-two hardware leave it out.",
        HelpLinks.Base + DiagnosticIds.SqueezeExcite + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (Gates.IsSqueezeExcite(step))
                report(Diagnostic.Create(Rule, step.Syntax.GetLocation(), step.Syntax.ToString()));
        }
    }
}
