using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>Operators and assignments.</summary>
internal sealed partial class FlowReader
{
    private Flow ReadBinary(BinaryExpressionSyntax binary)
    {
        switch (binary.Kind())
        {
            case SyntaxKind.AddExpression:
                return ReadJoin(binary, JoinKind.Sum, JoinForm.Operator, binary.Left, Use(binary.Left), binary.Right, Use(binary.Right));
            case SyntaxKind.MultiplyExpression:
                return ReadJoin(binary, JoinKind.Product, JoinForm.Operator, binary.Left, Use(binary.Left), binary.Right, Use(binary.Right));
            case SyntaxKind.SubtractExpression when _isForPowerOfTwo:
                return ReadJoin(binary, JoinKind.Difference, JoinForm.Operator, binary.Left, Use(binary.Left), binary.Right, Use(binary.Right));
            case SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression when IsNull(binary.Right):
                Note(binary.Left, "null", Read(binary.Left));
                return Flow.None;
            case SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression when IsNull(binary.Left):
                Note(binary.Right, "null", Read(binary.Right));
                return Flow.None;
            case SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression:
                Note(binary, binary.OperatorToken.ValueText, Use(binary.Left), Use(binary.Right));
                return Flow.None;
            case SyntaxKind.IsExpression:
                ReadType(binary.Right as TypeSyntax);
                Note(binary.Left, "is", Use(binary.Left));
                return Flow.None;
            case SyntaxKind.AsExpression when binary.Right is TypeSyntax type:
                ReadType(type);
                return ReadInto(type, binary.Left);
            case SyntaxKind.CoalesceExpression:
                return Merge([Read(binary.Left), Read(binary.Right)], binary);
            default:
                return Operation(binary, binary.OperatorToken.ValueText, OperationForm.Operator, isTensor: false, binary.Left, binary.Right);
        }
    }

    private Flow ReadAssignment(AssignmentExpressionSyntax assignment)
    {
        var (target, value) = (assignment.Left, assignment.Right);
        switch (assignment.Kind())
        {
            case SyntaxKind.SimpleAssignmentExpression when target is TupleExpressionSyntax or DeclarationExpressionSyntax:
                return Deconstruct(target, value);
            case SyntaxKind.SimpleAssignmentExpression:
                return Assign(target, Read(value), value);
            case SyntaxKind.CoalesceAssignmentExpression:
                return Assign(target, Merge([Use(target), Use(value)], assignment), value);
            case SyntaxKind.AddAssignmentExpression:
                return ReadJoinAssignment(assignment, JoinKind.Sum);
            case SyntaxKind.MultiplyAssignmentExpression:
                return ReadJoinAssignment(assignment, JoinKind.Product);
            case SyntaxKind.SubtractAssignmentExpression when _isForPowerOfTwo:
                return ReadJoinAssignment(assignment, JoinKind.Difference);
            default:
                var result = Operation(assignment, assignment.OperatorToken.ValueText, OperationForm.Operator, isTensor: false, target, value);
                return Assign(target, result, value);
        }
    }

    private Flow Assign(ExpressionSyntax target, Flow flow, ExpressionSyntax value)
    {
        switch (target)
        {
            case IdentifierNameSyntax { Identifier.ValueText: var name } when _scope.Contains(name):
                _scope.Set(name, flow);
                return flow;
            case ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var array } } element when _scope.Contains(array):
                foreach (var index in element.ArgumentList.Arguments)
                    Use(index.Expression);
                AddTo(array, value, flow);
                return flow;
        }

        if (flow.IsLayer)
            flow = UseLayer(flow, value);

        if (FieldOf(target) is { } field)
        {
            field.IsUsed = field.IsAssigned = true;
            if (field.Role == FieldRole.Layer)
                _problems.Add(ProblemKind.LayerUse, target, field.Name.ValueText, target.Parent!.ToString());
        }
        else if (target is not IdentifierNameSyntax { Identifier.ValueText: "_" })
        {
            Use(target);
        }

        return flow;
    }

    /// <summary>A list takes a tensor in: from here on it carries that one too.</summary>
    private void AddTo(string list, ExpressionSyntax value, Flow flow)
    {
        if (!flow.IsValue)
            return;

        var input = _graph.Input(flow, value);
        _scope.Set(list, Derived(value, "list", OperationForm.Operator, _scope[list] is { IsValue: true } before ? [_graph.Input(before, value), input] : [input]));
    }

    private Flow Deconstruct(ExpressionSyntax target, ExpressionSyntax value)
    {
        if (target is TupleExpressionSyntax targets && value is TupleExpressionSyntax values && targets.Arguments.Count == values.Arguments.Count)
        {
            var flows = values.Arguments.Select(argument => Read(argument.Expression)).ToArray();
            for (var i = 0; i < flows.Length; i++)
                AssignPart(targets.Arguments[i].Expression, flows[i], values.Arguments[i].Expression);
            return Flow.None;
        }

        // Tuple's parts are taken by an extension of the framework.
        MayUseExtensions = true;
        var whole = Use(value);
        AssignPart(target, whole.IsValue ? Flow.Derived(whole.Node) : Flow.None, value);
        return Flow.None;
    }

    private void AssignPart(ExpressionSyntax target, Flow flow, ExpressionSyntax value)
    {
        switch (target)
        {
            case DeclarationExpressionSyntax { Designation: var designation }:
                DeclareAll(designation, flow);
                break;
            case TupleExpressionSyntax tuple:
                foreach (var argument in tuple.Arguments)
                    AssignPart(argument.Expression, flow, value);
                break;
            default:
                Assign(target, flow, value);
                break;
        }
    }

    private bool IsLocal(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax { Identifier.ValueText: var name } && _scope.Contains(name);
}
