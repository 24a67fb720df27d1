using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2007: a convolution, linear map or BatchNorm that is a call of a function and not a layer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionalWeightsAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.FunctionalWeights,
        "Function with weights stays in float",
        "'{0}' stays in float: its weights are arguments of the call, so there is no layer whose {1}; make it a layer, {2}",
        RuleCategories.RangeEstimation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The twin quantizes layers. A function that is handed its weights computes as before, in float.",
        HelpLinks.Base + DiagnosticIds.FunctionalWeights + HelpLinks.Extension);

    private static readonly Dictionary<string, string> _layers = new(StringComparer.Ordinal)
    {
        ["batch_norm"] = "BatchNorm2d",
        ["conv1d"] = "Conv1d",
        ["conv2d"] = "Conv2d",
        ["conv3d"] = "Conv3d",
        ["conv_transpose1d"] = "ConvTranspose1d",
        ["conv_transpose2d"] = "ConvTranspose2d",
        ["conv_transpose3d"] = "ConvTranspose3d",
        ["linear"] = "Linear",
    };

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step.Kind != StepKind.Operation
                || !_layers.TryGetValue(step.Name, out var layer)
                || model.OperationAt(step.Syntax) is not IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var type } }
                || type.Name is not ("functional" or "torch"))
            {
                continue;
            }

            var lost = step.Name == "batch_norm" ? "statistics could be merged into a convolution" : "input and weight could be quantized";
            report(Diagnostic.Create(Rule, step.Place.GetLocation(), $"{type.Name}.{step.Name}", lost, layer));
        }
    }
}
