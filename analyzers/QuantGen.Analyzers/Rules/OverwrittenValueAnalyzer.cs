using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Flows;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2008: an in-place layer or method whose input somebody else reads afterwards.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OverwrittenValueAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.OverwrittenValue,
        "In-place operation on a value that is still needed",
        "'{0}' writes into its input, which is read again later: that read, and the range measured there, get the overwritten values; "
        + "use the form that makes a new tensor",
        RuleCategories.RangeEstimation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An operation in place leaves nothing of its input. Who reads that input later under another name reads the result.",
        HelpLinks.Base + DiagnosticIds.OverwrittenValue + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var step in model.Steps)
        {
            if (step.Kind == StepKind.Layer)
                AnalyzeLayer(step, report);
            else if (step.Kind is StepKind.Operation or StepKind.Sum or StepKind.Product && step.Syntax is InvocationExpressionSyntax call)
                AnalyzeMethod(step, call, report);
        }
    }

    private static void AnalyzeLayer(Step layer, Action<Diagnostic> report)
    {
        if (layer.Creation?.Arguments is not { } arguments
            || arguments.Flag("inplace") != true
            || arguments.Written("inplace") is not { } flag
            || layer.Inputs is not [var input])
        {
            return;
        }

        // What takes the same tensor after this layer ends later in the text.
        if (input.Uses.Any(use => use != layer && IsLater(layer, use)))
            report(Diagnostic.Create(Rule, layer.Place.GetLocation(), [flag.Syntax.GetLocation()], layer.DisplayName));
    }

    private static bool IsLater(Step layer, Step use) =>
        use.Syntax.Span.End > layer.Syntax.Span.End && !Alternatives.AreExclusive(use.Syntax, layer.Syntax);

    private static void AnalyzeMethod(Step step, InvocationExpressionSyntax call, Action<Diagnostic> report)
    {
        var inPlace = InPlaceArgument(call);
        var name = ModelView.NameOf(call)!;
        if (inPlace is null && (!TensorMembers.IsInPlace(name) || name is "requires_grad_" or "detach_"))
            return;

        var target = call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } && inPlace is null
            ? receiver
            : call.ArgumentList.Arguments.FirstOrDefault()?.Expression as IdentifierNameSyntax;
        if (target is null || call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return;

        var result = ResultOf(call);
        foreach (var variable in NamesOf(target, member))
        {
            var isMeant = variable == result || (variable == target.Identifier.ValueText && result is null);
            if (!isMeant && IsReadAfter(variable, call, member))
            {
                report(Diagnostic.Create(Rule, step.Place.GetLocation(), inPlace is null ? [] : [inPlace.GetLocation()], name));
                return;
            }
        }
    }

    private static ArgumentSyntax? InPlaceArgument(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.FirstOrDefault(static argument => argument is
            { NameColon.Name.Identifier.ValueText: "inplace", Expression.RawKind: (int)SyntaxKind.TrueLiteralExpression });

    // The variable that takes the result; null where the call stands alone or is handed on.
    private static string? ResultOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax whole = call;
        while (whole.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer })
            whole = outer;

        return whole.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var variable } } assignment
                when assignment.Right == whole => variable,
            _ => null,
        };
    }

    // The variable itself, and those that were given its value and nothing else since.
    private static IEnumerable<string> NamesOf(IdentifierNameSyntax target, SyntaxNode member)
    {
        var original = target.Identifier.ValueText;
        yield return original;
        foreach (var node in member.DescendantNodes().TakeWhile(node => node.SpanStart < target.SpanStart))
        {
            var (variable, value) = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: IdentifierNameSyntax name } declarator => (declarator.Identifier, name),
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax left, Right: IdentifierNameSyntax name } => (left.Identifier, name),
                _ => default((SyntaxToken, IdentifierNameSyntax?)),
            };
            if (value is not null
                && value.Identifier.ValueText == original
                && !IsAssigned(original, member, value.Span.End, target.SpanStart)
                && !IsAssigned(variable.ValueText, member, value.Span.End, target.SpanStart))
            {
                yield return variable.ValueText;
            }
        }
    }

    private static bool IsAssigned(string variable, SyntaxNode member, int after, int before) =>
        member.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            assignment.SpanStart > after
            && assignment.Span.End < before
            && assignment.Left is IdentifierNameSyntax { Identifier.ValueText: var assigned }
            && assigned == variable);

    private static bool IsReadAfter(string variable, InvocationExpressionSyntax call, SyntaxNode member)
    {
        var next = member.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault(name =>
            name.SpanStart >= call.Span.End && name.Identifier.ValueText == variable && !Alternatives.AreExclusive(name, call));
        return next?.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
            ? assignment.Right == next
            : next is not null;
    }
}
