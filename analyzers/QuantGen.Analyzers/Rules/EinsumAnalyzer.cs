using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2011: a product of activations that <c>einsum</c> computes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EinsumAnalyzer() : LayerRuleAnalyzer(Rule, except: LowBit)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.Einsum,
        "Product written as einsum stays in float",
        "'{0}' stays in float: which product it computes is said in a text, so its operands get no quantizers, as those of matmul do; write it "
        + "with matmul or bmm",
        RuleCategories.RangeEstimation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The twin quantizes the operands of matrix products that it knows: matmul, bmm, mm and scaled_dot_product_attention.",
        HelpLinks.Base + DiagnosticIds.Einsum + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step is { Kind: StepKind.Operation, Name: "einsum", Inputs.Count: > 1 }
                && model.OperationAt(step.Syntax) is IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "torch" } }
                && model.Steps.Any(layer => IsQuantized(layer) && LayerGraph.ReachesAny(layer, later => later == step)))
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), "torch.einsum"));
            }
        }
    }

    // Around a product with no quantized layer before it everything is in float anyway.
    private static bool IsQuantized(Step layer) => (layer.IsWeighted || layer.Kind == StepKind.Opaque) && !layer.StaysFloat;
}
