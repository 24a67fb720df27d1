using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>Conditions that are settled when the object is made.</summary>
internal sealed partial class FlowReader
{
    private readonly List<GuardModel> _guards = [];

    /// <summary>What is known to hold, as a node's record.</summary>
    private EquatableArray<GuardModel> Guards => _guards.ToEquatableArray();

    /// <summary>Reads a statement that runs only if a condition holds, or only if it does not.</summary>
    private void ReadGuarded(ExpressionSyntax condition, bool isNegated, StatementSyntax? statement)
    {
        if (statement is null)
            return;

        var outer = _guards.Count;
        Guard(condition, isNegated);
        ReadStatement(statement);
        _guards.RemoveRange(outer, _guards.Count - outer);
    }

    /// <summary>Reads an expression that is computed only if a condition holds, or only if it does not.</summary>
    private Flow ReadGuarded(ExpressionSyntax condition, bool isNegated, ExpressionSyntax expression)
    {
        var outer = _guards.Count;
        Guard(condition, isNegated);
        var flow = Read(expression);
        _guards.RemoveRange(outer, _guards.Count - outer);
        return flow;
    }

    /// <summary>From here to the end of the block a condition holds, or does not.</summary>
    private void Guard(ExpressionSyntax condition, bool isNegated)
    {
        var fields = new List<string>();
        if (IsSettled(condition, fields) && fields.Count > 0)
            _guards.Add(new GuardModel(_graph.RangeOf(condition), isNegated, fields.ToEquatableArray()));
    }

    private bool IsSettled(ExpressionSyntax expression, List<string> fields)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax:
                return true;
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return IsSettled(inner, fields);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression or (int)SyntaxKind.UnaryMinusExpression, Operand: var inner }:
                return IsSettled(inner, fields);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } test when IsNull(test.Right):
                return IsSettledField(test.Left, FieldRole.Layer, fields);
            case BinaryExpressionSyntax binary when IsTest(binary.Kind()):
                return IsSettled(binary.Left, fields) && IsSettled(binary.Right, fields);
            case IsPatternExpressionSyntax { Pattern: var pattern } test when AsksForNull(pattern):
                return IsSettledField(test.Expression, FieldRole.Layer, fields);
            case MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: var member } when FieldOf(owner) is { Role: FieldRole.Value } field:
                fields.Add(field.Name.Text);
                _binder.NoteConstant();
                return IsFixedMember(field.Type, member);
            case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var type } }
                when !_scope.Contains(type) && _fields.Find(type) is null:
                return type.Length > 0 && char.IsUpper(type[0]); // a constant, an enum's member
            default:
                return IsSettledField(expression, FieldRole.Value, fields);
        }
    }

    /// <summary>Whether a member of a value keeps what the value was made with, as the options in a record do.</summary>
    private static bool IsFixedMember(ITypeSymbol type, string name)
    {
        foreach (var member in type.GetMembers(name))
        {
            return member switch
            {
                IFieldSymbol field => field.IsReadOnly || field.IsConst,
                IPropertySymbol { SetMethod: not null and { IsInitOnly: false } } => false,
                IPropertySymbol property => type.GetMembers().Any(other => other is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property)),
                _ => false,
            };
        }

        return false;
    }

    private bool IsSettledField(ExpressionSyntax expression, FieldRole role, List<string> fields)
    {
        if (role == FieldRole.Value && SettledProperty(expression) is { } condition)
            return IsSettled(condition, fields);
        if (FieldOf(expression) is not { } field || (field.Role != role && field.Role != FieldRole.Constant))
            return false;

        fields.Add(field.Name.Text);
        return true;
    }

    /// <summary>What a computed property of the class computes; the twin has the property too.</summary>
    private ExpressionSyntax? SettledProperty(ExpressionSyntax expression)
    {
        var name = expression switch
        {
            IdentifierNameSyntax { Identifier.ValueText: var bare } when !_scope.Contains(bare) => bare,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var member } => member,
            _ => null,
        };
        return name is not null && _fields.Find(name) is null && _members.Find(name, _graph.Owner.Owner) is [IPropertySymbol property]
            && MemberTable.CodeOf(property) is PropertyDeclarationSyntax { ExpressionBody.Expression: var body }
            ? body
            : null;
    }

    /// <summary>Whether a pattern asks for nothing but whether there is a value: <c>null</c>, <c>{ }</c>, <c>{ } name</c>, or not.</summary>
    private static bool AsksForNull(PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax constant => constant.Expression.IsKind(SyntaxKind.NullLiteralExpression),
        RecursivePatternSyntax { Type: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns.Count: 0 } => true,
        UnaryPatternSyntax { Pattern: var inner } => AsksForNull(inner),
        _ => false,
    };

    private static bool IsTest(SyntaxKind kind) => kind
        is SyntaxKind.LogicalAndExpression
        or SyntaxKind.LogicalOrExpression
        or SyntaxKind.EqualsExpression
        or SyntaxKind.NotEqualsExpression
        or SyntaxKind.LessThanExpression
        or SyntaxKind.LessThanOrEqualExpression
        or SyntaxKind.GreaterThanExpression
        or SyntaxKind.GreaterThanOrEqualExpression;
}
