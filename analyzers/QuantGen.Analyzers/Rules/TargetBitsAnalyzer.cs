using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Models;

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
        Check(model.Options, given: null, model.Type.Name, field: null);
        foreach (var field in model.Reading.Fields)
        {
            if (field.Model.Options is { } options)
                Check(options, model.Options, field.Model.Name, field.Symbol);
        }

        void Check(OptionsModel options, OptionsModel? given, string name, ISymbol? field)
        {
            if (options.WeightBits != given?.WeightBits && IsMissing(options.WeightBits))
                Report(nameof(options.WeightBits), options.WeightBits, name, field);
            if (options.ActivationBits != given?.ActivationBits && IsMissing(options.ActivationBits))
                Report(nameof(options.ActivationBits), options.ActivationBits, name, field);
        }

        void Report(string property, int bits, string name, ISymbol? field) =>
            report(Diagnostic.Create(Rule, model.PlaceOf(property, field), property, name, bits, model.Options.Target));
    }

    // What lies outside of 2 to 16 is the matter of QG1022.
    private static bool IsMissing(int bits) => bits is >= 2 and < 16 and not 8;
}
