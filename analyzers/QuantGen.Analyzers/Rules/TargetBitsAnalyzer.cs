using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3033: a bit width other than 8 and 16, where the hardware has only these.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TargetBitsAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TargetBits,
        "Bit width that the target does not compute with",
        "{0} of '{1}' is {2}, and {3} hardware computes with 8 or 16 bits: use one of these",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A width that the hardware lacks is rounded up when the model is deployed, and costs accuracy for nothing.",
        HelpLinks.Base + DiagnosticIds.TargetBits + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        Check("WeightBits", model.Options.WeightBits);
        Check("ActivationBits", model.Options.ActivationBits);

        // What lies outside of 2 to 16 is the matter of QG1022.
        void Check(string property, int bits)
        {
            if (bits is >= 2 and < 16 and not 8)
                report(Diagnostic.Create(Rule, model.PlaceOf(property), property, model.Type.Name, bits, model.Options.Target));
        }
    }
}
