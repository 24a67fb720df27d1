using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3008: a depthwise convolution in a class whose weights are quantized per tensor.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DepthwisePerTensorAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.DepthwisePerTensor,
        "Depthwise convolution with one weight range",
        "'{0}' is depthwise, and its weights share one range: its channels have scales of their own, and those with small weights are "
        + "left with few steps; quantize weights per channel",
        RuleCategories.Accuracy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The channels of a depthwise convolution do not mix, and their weights often differ by factors of ten and more.",
        HelpLinks.Base + DiagnosticIds.DepthwisePerTensor + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        if (model.Options is not { Weights: "PerTensor", WritesWeights: true, WeightDescriptor: null } || model.Reading.Fields.Any(HasPerChannel))
            return;

        foreach (var creation in model.Creations)
        {
            if (creation.IsDepthwise)
                report(Diagnostic.Create(Rule, creation.PlaceOf("groups"), creation.Layer));
        }
    }

    private static bool HasPerChannel(FieldReading field) => field.Model.Options is { Weights: "PerChannel" or "Depthwise" };
}
