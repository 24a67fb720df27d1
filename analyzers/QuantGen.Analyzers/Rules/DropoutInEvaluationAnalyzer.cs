using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Forward;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2004: a functional dropout that <c>eval()</c> does not switch off, so that calibration measures what it leaves.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DropoutInEvaluationAnalyzer() : ModelRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.DropoutInEvaluation,
        "Dropout stays on in evaluation",
        "'{0}' drops values in evaluation too, because {1}: calibration would measure ranges of tensors that were thinned out and scaled "
        + "up at random; make it a Dropout layer, or pass 'training: training'",
        RuleCategories.RangeEstimation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A functional dropout drops whenever its 'training' argument is true, which is the default. Only a Dropout layer, or a call that "
        + "passes the module's own 'training', is switched off by eval().",
        HelpLinks.Base + DiagnosticIds.DropoutInEvaluation + HelpLinks.Extension);

    /// <summary>What the <c>training</c> argument of a dropout comes to.</summary>
    internal static DropoutTraining Training(FunctionalCall call, ModelClass model)
    {
        var argument = call.Argument(FunctionalCounterpart.Training);
        if (argument is null or { ArgumentKind: ArgumentKind.DefaultValue })
            return DropoutTraining.OnByDefault;

        return argument.Value switch
        {
            { ConstantValue: { HasValue: true, Value: bool on } } => on ? DropoutTraining.On : DropoutTraining.Off,
            IPropertyReferenceOperation { Property: { Name: "training" } property, Instance: IInstanceReferenceOperation }
                when model.Symbols.IsModule(property.ContainingType) => DropoutTraining.FollowsModule,
            _ => DropoutTraining.Unrelated,
        };
    }

    private protected override void Analyze(ModelClass model, Action<Diagnostic> report)
    {
        foreach (var call in FunctionalCalls.InForward(model))
        {
            if (call.Counterpart.IsDropout && Reason(call, model) is { } reason)
                report(Diagnostic.Create(Rule, call.Location, call.Properties, call.DisplayName, reason));
        }
    }

    private static string? Reason(FunctionalCall call, ModelClass model) => Training(call, model) switch
    {
        DropoutTraining.OnByDefault => "'training' is true by default",
        DropoutTraining.On => "'training' is always true",
        DropoutTraining.Unrelated => $"eval() does not change '{call.Argument(FunctionalCounterpart.Training)!.Value.Syntax}'",
        _ => null,
    };
}
