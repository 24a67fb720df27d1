using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3031: a concatenation along the first axis of a batch.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConcatAxisAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ConcatAxis,
        "Concatenation on the batch axis",
        "'{0}' joins tensors on axis {1}, the batch, and {2} hardware joins channels, height or width only; pass the axis, 1 for "
        + "channels",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The batch axis is often the axis of a call that forgot to say which one it means: 0 is the default.",
        HelpLinks.Base + DiagnosticIds.ConcatAxis + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step is { Kind: StepKind.Concatenation, Name: not "stack" }
                && model.OperationAt(step.Syntax) is IInvocationOperation call
                && new CallArguments(call) is var arguments
                && arguments.Number("dim") is { } axis and (0 or < -3))
            {
                var place = arguments.Written("dim")?.Value.Syntax ?? step.Place;
                report(Diagnostic.Create(Rule, place.GetLocation(), step.DisplayName, axis, model.Options.Target));
            }
        }
    }
}
