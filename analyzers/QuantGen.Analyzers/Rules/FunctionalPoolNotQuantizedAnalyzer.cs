using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Forward;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2005: a functional pool in a class whose annotation asks for quantized pools.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionalPoolNotQuantizedAnalyzer() : ModelRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.FunctionalPoolNotQuantized,
        "Functional pool stays in float",
        "'{0}' stays in float although '{1}' asks for QuantizePools, because only a pool that is a layer has a quantizer; make it a field of type {2}",
        RuleCategories.RangeEstimation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "QuantizePools puts a quantizer on the input of every pooling layer. A pooling function has nowhere to put one.",
        HelpLinks.Base + DiagnosticIds.FunctionalPoolNotQuantized + HelpLinks.Extension);

    /// <summary>Whether the annotation of a class, or that of the assembly, asks for quantized pools.</summary>
    internal static bool QuantizesPools(ModelClass model) => OptionsReader.Read(model.Annotation, model.Symbols.Compilation).QuantizePools;

    private protected override void Analyze(ModelClass model, Action<Diagnostic> report)
    {
        if (!QuantizesPools(model))
            return;

        foreach (var call in FunctionalCalls.InForward(model))
        {
            if (call.Counterpart.IsPool)
                report(Diagnostic.Create(Rule, call.Location, call.Properties, call.DisplayName, model.Type.Name, call.Counterpart.Layer));
        }
    }
}
