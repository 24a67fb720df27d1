using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>Operations in which tensors meet: sums, products, concatenations, attention.</summary>
internal sealed partial class FlowReader
{
    /// <summary>Reads a sum or product. If an operand is no tensor it is an operation like any other.</summary>
    private Flow ReadJoin(ExpressionSyntax whole, JoinKind kind, JoinForm form, ExpressionSyntax leftSyntax, Flow left, ExpressionSyntax rightSyntax, Flow right)
    {
        if (!_graph.Owner.KeepsFloat && left.IsValue && right.IsValue && IsTensor(left, leftSyntax) && IsTensor(right, rightSyntax))
            return Join(whole, [_graph.Input(left, leftSyntax), _graph.Input(right, rightSyntax)], kind, form);

        var operands = new List<FlowInput>();
        if (left.IsValue)
            operands.Add(_graph.Input(left, leftSyntax));
        if (right.IsValue)
            operands.Add(_graph.Input(right, rightSyntax));
        var flow = Derived(whole, SignOf(kind), OperationForm.Operator, operands.ToEquatableArray());
        return left.Kind == FlowKind.Tensor || right.Kind == FlowKind.Tensor ? Flow.Tensor(flow.Node) : flow;
    }

    private static string SignOf(JoinKind kind) => kind switch
    {
        JoinKind.Sum => "+",
        JoinKind.Difference => "-",
        _ => "*",
    };

    private Flow ReadJoinAssignment(AssignmentExpressionSyntax assignment, JoinKind kind)
    {
        var (target, value) = (assignment.Left, assignment.Right);
        var flow = ReadJoin(assignment, kind, JoinForm.Assignment, target, Use(target), value, Use(value));
        if (flow.IsValue && _graph[flow.Node] is JoinNode join && !IsLocal(target))
            _graph[flow.Node] = join with { Left = LeftOperand.Bound };
        return Assign(target, flow, value);
    }

    /// <summary>Reads <c>a.add(b)</c> and its like; null if the method is none of them.</summary>
    private Flow? ReadJoinMethod(InvocationExpressionSyntax call, Flow receiver, ExpressionSyntax receiverSyntax, string name)
    {
        if (TensorMembers.JoinOf(name, _isForPowerOfTwo) is not { } kind || call.ArgumentList.Arguments is not [{ Expression: var other }, ..])
            return null;

        var form = TensorMembers.IsInPlace(name) ? JoinForm.InPlace : JoinForm.Method;
        var flow = ReadJoin(call, kind, form, receiverSyntax, receiver, other, Use(other));
        CollectArguments(call, skip: 1);
        return form == JoinForm.InPlace ? Overwrite(call, receiver, receiverSyntax, flow) : flow;
    }

    /// <summary>Reads <c>torch.add(a, b)</c> and its like, concatenation and attention; null if the function is none of them.</summary>
    private Flow? ReadJoinFunction(InvocationExpressionSyntax call, string name)
    {
        if (TensorMembers.IsConcatenation(name) && ListOf(call) is { } list)
            return ReadConcatenation(call, list);
        if (name == "scaled_dot_product_attention" && call.ArgumentList.Arguments is [{ NameColon: null }, { NameColon: null }, { NameColon: null }, ..])
            return ReadAttention(call);
        if (TensorMembers.JoinOf(name, _isForPowerOfTwo) is not { } kind || call.ArgumentList.Arguments is not [{ Expression: var left }, { Expression: var right }, ..])
            return null;

        var (first, second) = (Use(left), Use(right));
        var flow = ReadJoin(call, kind, JoinForm.Function, left, first, right, second);
        CollectArguments(call, skip: 2);
        if (!TensorMembers.IsInPlace(name) || !first.IsValue)
            return flow;

        if (_graph[flow.Node] is JoinNode node)
            _graph[flow.Node] = node with { Left = LeftOperand.Bound };
        Overwrite(first.Node, flow);
        return flow;
    }

    private static ExpressionSyntax? ListOf(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.NameColon is null or { Name.Identifier.ValueText: "tensors" })
                return argument.Expression;
        }

        return null;
    }

    private Flow ReadConcatenation(InvocationExpressionSyntax call, ExpressionSyntax list)
    {
        var inputs = Collect(list).ToEquatableArray();
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression != list)
                Use(argument.Expression);
        }

        return inputs.Count == 0 || _graph.Owner.KeepsFloat
            ? Derived(call, "cat", OperationForm.Torch, inputs)
            : Join(call, inputs, JoinKind.Concatenation, JoinForm.Function, list);
    }

    private static bool IsWrittenOut(ExpressionSyntax list) => list switch
    {
        CollectionExpressionSyntax collection => collection.Elements.All(static element => element is ExpressionElementSyntax),
        ImplicitArrayCreationExpressionSyntax => true,
        ArrayCreationExpressionSyntax array => array.Initializer is not null,
        _ => false,
    };

    private Flow ReadAttention(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        var inputs = new List<FlowInput>();
        for (var i = 0; i < 3; i++)
        {
            if (Use(arguments[i].Expression) is { IsValue: true } flow)
                inputs.Add(_graph.Input(flow, arguments[i].Expression));
        }

        // A mask is looked at, but its values do not mix with the others.
        foreach (var input in CollectArguments(call, skip: 3))
            _graph.Add(new ReadNode(_graph.RangeOf(call), [input], "mask"));
        return inputs.Count == 3 && !_graph.Owner.KeepsFloat
            ? Join(call, inputs.ToEquatableArray(), JoinKind.Attention, JoinForm.Function)
            : Derived(call, "scaled_dot_product_attention", OperationForm.Functional, inputs.ToEquatableArray());
    }

    private Flow Join(ExpressionSyntax whole, EquatableArray<FlowInput> inputs, JoinKind kind, JoinForm form, ExpressionSyntax? list = null) =>
        Flow.Tensor(_graph.Add(new JoinNode(
            _graph.RangeOf(whole),
            inputs,
            kind,
            form,
            Guards,
            LeftOperand.Free,
            list is null ? null : _graph.RangeOf(list),
            list is not null && IsWrittenOut(list),
            _loopDepth)));

    private bool IsTensor(Flow flow, ExpressionSyntax expression) =>
        flow.Kind == FlowKind.Tensor || TorchTypes.IsTensor(_binder.TypeOf(expression));
}
