using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>Expressions other than names, calls and operators.</summary>
internal sealed partial class FlowReader
{
    private const int DeepestNesting = 200;

    private int _nesting;

    /// <summary>Reads an expression in a place where a layer may stand.</summary>
    private Flow Read(ExpressionSyntax expression)
    {
        if (_nesting == DeepestNesting)
        {
            Refuse(expression, "an expression nested this deep", "split it with local variables");
            return Flow.None;
        }

        _nesting++;
        var flow = ReadExpression(expression);
        _nesting--;
        return flow;
    }

    /// <summary>Reads an expression in a place where a layer may not stand.</summary>
    private Flow Use(ExpressionSyntax expression)
    {
        var flow = Read(expression);
        return flow.IsLayer ? UseLayer(flow, expression) : flow.Kind == FlowKind.Code ? UseCode(flow, expression) : flow;
    }

    private Flow ReadExpression(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case SimpleNameSyntax name:
                return ReadName(name);
            case InvocationExpressionSyntax call:
                return ReadCall(call);
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return Read(inner);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner }:
                return Read(inner);
            case MemberAccessExpressionSyntax access:
                return ReadMemberAccess(access);
            case MemberBindingExpressionSyntax binding:
                return ReadMemberOf(_conditionalReceiver, binding, binding.Name);
            case ConditionalAccessExpressionSyntax access:
                return ReadConditionalAccess(access);
            case ElementAccessExpressionSyntax access:
                return ReadElement(access, Read(access.Expression), access.Expression, access.ArgumentList);
            case ElementBindingExpressionSyntax binding:
                return ReadElement(binding, _conditionalReceiver, binding, binding.ArgumentList);
            case BinaryExpressionSyntax binary:
                return ReadBinary(binary);
            case AssignmentExpressionSyntax assignment:
                return ReadAssignment(assignment);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression, Operand: var counter }:
                return Assign(counter, Use(counter), counter);
            case PostfixUnaryExpressionSyntax { Operand: var counter }:
                return Assign(counter, Use(counter), counter);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: var operand }:
                return Operation(expression, "-", OperationForm.Operator, isTensor: true, operand);
            case CastExpressionSyntax cast:
                ReadType(cast.Type);
                return ReadInto(cast.Type, cast.Expression, cast);
            case ConditionalExpressionSyntax choice:
                UseCondition(choice.Condition);
                return ReadChoice(choice);
            case SwitchExpressionSyntax choice:
                UseCondition(choice.GoverningExpression);
                return ReadSwitch(choice);
            case IsPatternExpressionSyntax test:
                return ReadPattern(test);
            case DeclarationExpressionSyntax { Designation: var designation, Type: var type }:
                ReadType(type);
                DeclareAll(designation, Flow.None);
                return Flow.None;
            case TupleExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax
                or CollectionExpressionSyntax or BaseObjectCreationExpressionSyntax:
                return Derived(expression, "new", OperationForm.Operator, Collect(expression).ToEquatableArray());
            case AnonymousFunctionExpressionSyntax:
                return ReadOpaque(expression, "a lambda");
            case QueryExpressionSyntax:
                return ReadOpaque(expression, "a query");
            case ThrowExpressionSyntax { Expression: var exception }:
                UseAny(exception);
                return Flow.None;
            case ThisExpressionSyntax:
                _problems.Add(ProblemKind.ThisValue, expression);
                return Flow.None;
            case BaseExpressionSyntax:
                Refuse(expression, "a call of the base class", "repeat here what it does");
                return Flow.None;
            case AwaitExpressionSyntax:
                Refuse(expression, "an await", "await outside forward");
                return Flow.None;
            case TypeSyntax type:
                ReadType(type);
                return Flow.None;
            case LiteralExpressionSyntax:
                return Flow.None;
            default:
                UseAny(expression);
                return Flow.None;
        }
    }

    /// <summary>Reads whatever expressions a node has below it.</summary>
    private void UseAny(SyntaxNode? node)
    {
        if (node is null)
            return;

        foreach (var child in node.ChildNodes())
        {
            if (child is TypeSyntax and not SimpleNameSyntax)
                ReadType((TypeSyntax)child);
            else if (child is ExpressionSyntax expression)
                Note(expression, "expression", Use(expression));
            else
                UseAny(child);
        }
    }

    private void UseCondition(ExpressionSyntax? condition)
    {
        if (condition is not null)
            Note(condition, "condition", Use(condition));
    }

    /// <summary>The tensors in an argument: itself, or the elements of a tuple or array.</summary>
    private List<FlowInput> Collect(ExpressionSyntax expression)
    {
        var inputs = new List<FlowInput>();
        Collect(expression, inputs);
        return inputs;
    }

    /// <returns>What the expression is as a whole; nothing if it is a list or tuple whose parts were taken.</returns>
    private FlowKind Collect(ExpressionSyntax expression, List<FlowInput> inputs)
    {
        switch (expression)
        {
            case TupleExpressionSyntax tuple:
                Collect(tuple.Arguments, inputs);
                break;
            case InitializerExpressionSyntax initializer:
                Collect(initializer.Expressions, inputs);
                break;
            case ArrayCreationExpressionSyntax array:
                ReadType(array.Type.ElementType);
                foreach (var rank in array.Type.RankSpecifiers)
                    UseAny(rank);
                if (array.Initializer is not null)
                    Collect(array.Initializer.Expressions, inputs);
                break;
            case ImplicitArrayCreationExpressionSyntax array:
                Collect(array.Initializer.Expressions, inputs);
                break;
            case CollectionExpressionSyntax collection:
                foreach (var element in collection.Elements)
                    Collect(element is SpreadElementSyntax spread ? spread.Expression : ((ExpressionElementSyntax)element).Expression, inputs);
                break;
            case BaseObjectCreationExpressionSyntax creation:
                ReadType((creation as ObjectCreationExpressionSyntax)?.Type);
                if (creation.ArgumentList is not null)
                    Collect(creation.ArgumentList.Arguments, inputs);
                if (creation.Initializer is not null)
                    Collect(creation.Initializer.Expressions, inputs);
                break;
            case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax, Right: var value }:
                Collect(value, inputs);
                break;
            default:
                var flow = Use(expression);
                if (flow.IsValue)
                    inputs.Add(_graph.Input(flow, expression));
                return flow.Kind;
        }

        return FlowKind.None;
    }

    private void Collect(SeparatedSyntaxList<ArgumentSyntax> arguments, List<FlowInput> inputs)
    {
        foreach (var argument in arguments)
            Collect(argument.Expression, inputs);
    }

    private void Collect(SeparatedSyntaxList<ExpressionSyntax> expressions, List<FlowInput> inputs)
    {
        foreach (var expression in expressions)
            Collect(expression, inputs);
    }

    private Flow Operation(ExpressionSyntax whole, string name, OperationForm form, bool isTensor, params ExpressionSyntax[] operands)
    {
        var inputs = new List<FlowInput>();
        foreach (var operand in operands)
            Collect(operand, inputs);
        var flow = Derived(whole, name, form, inputs.ToEquatableArray());
        return isTensor && flow.IsValue ? Flow.Tensor(flow.Node) : flow;
    }

    private Flow Derived(ExpressionSyntax whole, string name, OperationForm form, EquatableArray<FlowInput> inputs) =>
        inputs.Count == 0
            ? Flow.None
            : Flow.Derived(_graph.Add(new OperationNode(_graph.RangeOf(whole), inputs, name, form, Guards) { IsKeptFloat = _graph.Owner.KeepsFloat }));

    private Flow ReadChoice(ConditionalExpressionSyntax choice)
    {
        var whenTrue = ReadGuarded(choice.Condition, isNegated: false, choice.WhenTrue);
        var whenFalse = ReadGuarded(choice.Condition, isNegated: true, choice.WhenFalse);
        return Merge([whenTrue, whenFalse], choice);
    }

    private Flow ReadSwitch(SwitchExpressionSyntax choice)
    {
        var values = new List<Flow>();
        foreach (var arm in choice.Arms)
        {
            UseAny(arm.Pattern);
            DeclareIn(arm.Pattern, Flow.None);
            UseCondition(arm.WhenClause?.Condition);
            if (arm.Expression is ThrowExpressionSyntax)
                UseAny(arm.Expression);
            else
                values.Add(Read(arm.Expression));
        }

        return Merge([.. values], choice);
    }

    private Flow ReadConditionalAccess(ConditionalAccessExpressionSyntax access)
    {
        var outer = _conditionalReceiver;
        _conditionalReceiver = Read(access.Expression);
        var flow = Read(access.WhenNotNull);
        _conditionalReceiver = outer;
        return flow;
    }

    /// <summary>An element of a list or dictionary of parameters; of other layers that are no containers none can be had.</summary>
    private Flow ReadParameterOf(Flow layer, ExpressionSyntax where) =>
        KeepsClass(layer) && !IsContainer(layer)
            ? Flow.Tensor(_graph.Add(new SourceNode(_graph.RangeOf(where), layer.Field!.Name.Text)))
            : UseLayer(layer, where);

    private Flow ReadElement(ExpressionSyntax whole, Flow receiver, ExpressionSyntax array, BracketedArgumentListSyntax indexes)
    {
        var inputs = receiver.IsValue ? new List<FlowInput> { _graph.Input(receiver, array) } : [];
        Collect(indexes.Arguments, inputs);

        if (IsContainer(receiver) && indexes.Arguments is [{ Expression: not RangeExpressionSyntax }])
            return Flow.Element(receiver.Field!);
        if (receiver.IsLayer)
            return ReadParameterOf(receiver, whole);

        var flow = Derived(whole, "[]", OperationForm.Operator, inputs.ToEquatableArray());
        return receiver.Kind == FlowKind.Tensor ? Flow.Tensor(flow.Node) : flow;
    }
}
