using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Flows;

/// <summary>Tests of a value's shape, which on a layer may only ask whether it is there.</summary>
internal sealed partial class FlowReader
{
    private Flow ReadPattern(IsPatternExpressionSyntax test)
    {
        var flow = Read(test.Expression);
        if (flow.IsLayer && !AsksForPresence(test.Pattern))
            UseLayer(flow, test);

        Note(test.Expression, "is", flow);
        if (IsNullTest(test.Pattern))
            return Flow.None;

        UseAny(test.Pattern);
        DeclareIn(test.Pattern, flow);
        return Flow.None;
    }

    private void DeclareIn(PatternSyntax pattern, Flow flow)
    {
        foreach (var node in pattern.DescendantNodes())
        {
            if (node is SingleVariableDesignationSyntax variable)
                Declare(variable.Identifier.ValueText, flow);
        }
    }

    private static bool AsksForPresence(PatternSyntax pattern) => pattern switch
    {
        ParenthesizedPatternSyntax { Pattern: var inner } => AsksForPresence(inner),
        UnaryPatternSyntax { Pattern: var inner } => AsksForPresence(inner),
        ConstantPatternSyntax { Expression: var constant } => constant.IsKind(SyntaxKind.NullLiteralExpression),
        RecursivePatternSyntax { Type: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns.Count: 0 } => true,
        DeclarationPatternSyntax { Type: var type } => KeepsLayer(type),
        VarPatternSyntax => true,
        _ => false,
    };

    /// <summary>Whether a pattern is <c>null</c> or <c>not null</c>, which names nothing.</summary>
    private static bool IsNullTest(PatternSyntax pattern) =>
        (pattern is UnaryPatternSyntax { Pattern: var inner } ? inner : pattern) is ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression };

    private static bool IsNull(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.NullLiteralExpression) || expression.IsKind(SyntaxKind.DefaultLiteralExpression);

    private void DeclareAll(VariableDesignationSyntax designation, Flow flow)
    {
        switch (designation)
        {
            case SingleVariableDesignationSyntax { Identifier.ValueText: var name }:
                Declare(name, flow);
                break;
            case ParenthesizedVariableDesignationSyntax { Variables: var variables }:
                foreach (var variable in variables)
                    DeclareAll(variable, flow);
                break;
        }
    }
}
