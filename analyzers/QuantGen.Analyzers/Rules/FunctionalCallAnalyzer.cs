using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Forward;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG2002: a function in <c>forward</c> where a layer exists. The twin computes the same, but there is nothing that a range could be
/// attached to.
/// </summary>
/// <remarks>What QG2004 and QG2005 say of the same call weighs more, and is said instead.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionalCallAnalyzer() : ModelRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.FunctionalCall,
        "Function in forward where a layer exists",
        "'{0}' is a function: the twin keeps the call as it is, but a range, a hook or [KeepFloat] can only be attached to a layer; "
        + "make it a field, {1}",
        RuleCategories.RangeEstimation,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "The twin keeps calls of functions as they are. A layer in its place shows up in summaries, takes hooks, and can be given a range.",
        HelpLinks.Base + DiagnosticIds.FunctionalCall + HelpLinks.Extension);

    private protected override void Analyze(ModelClass model, Action<Diagnostic> report)
    {
        foreach (var call in FunctionalCalls.InForward(model))
        {
            if (call.Counterpart.IsDropout && DropoutInEvaluationAnalyzer.Training(call, model) != DropoutTraining.FollowsModule)
                continue;
            if (call.Counterpart.IsPool && FunctionalPoolNotQuantizedAnalyzer.QuantizesPools(model))
                continue;

            report(Diagnostic.Create(Rule, call.Location, call.Properties, call.DisplayName, call.Counterpart.Layer));
        }
    }
}
