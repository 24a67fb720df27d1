using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>Calls: of layers, of tensors' methods, of functions.</summary>
internal sealed partial class FlowReader
{
    private Flow ReadCall(InvocationExpressionSyntax call)
    {
        switch (call.Expression)
        {
            case SimpleNameSyntax name:
                return ReadNamedCall(call, name);
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } access:
                ReadMemberAccess(access);
                return Derived(call, access.Name.Identifier.ValueText, OperationForm.Static, CollectArguments(call));
            case MemberAccessExpressionSyntax access:
                ReadTypeArguments(access.Name);
                return ReadMethod(call, Read(access.Expression), access.Expression, access.Name.Identifier.ValueText);
            case MemberBindingExpressionSyntax binding:
                return ReadMethod(call, _conditionalReceiver, binding, binding.Name.Identifier.ValueText);
            default:
                Use(call.Expression);
                return Derived(call, "()", OperationForm.Static, CollectArguments(call));
        }
    }

    private Flow ReadNamedCall(InvocationExpressionSyntax call, SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (text == "nameof")
            return Flow.None;

        // A field that cannot be called does not hide a function of its name: `relu(x)` beside the layer `relu`.
        var isCallable = _fields.Find(text) is not { } field || field.Type.TypeKind == TypeKind.Delegate;
        if (_scope.Contains(text) || (isCallable && ReadOwn(name) is not null))
            return Derived(call, text, OperationForm.Static, CollectArguments(call));

        ReadOutside(name);
        return ReadFunction(call, text, OperationForm.Static);
    }

    private Flow ReadMethod(InvocationExpressionSyntax call, Flow receiver, ExpressionSyntax receiverSyntax, string name)
    {
        if (receiver.IsLayer)
            return ReadMethodOfLayer(call, receiver, name);
        if (receiver.IsValue)
            return ReadMethodOfTensor(call, receiver, receiverSyntax, name);
        if (IsLocal(receiverSyntax) || FieldOf(receiverSyntax) is not null || receiverSyntax is MemberBindingExpressionSyntax)
            return ReadMethodOfOther(call, receiverSyntax, name);

        MayUseExtensions |= receiverSyntax is not (SimpleNameSyntax or MemberAccessExpressionSyntax) && !TensorMembers.IsKnown(name);
        return ReadFunction(call, name, FormOf(receiverSyntax));
    }

    private Flow ReadMethodOfLayer(InvocationExpressionSyntax call, Flow layer, string name)
    {
        if (layer.Kind == FlowKind.AnyLayer || (name is not ("call" or "forward") && (!KeepsClass(layer) || IsList(layer))))
        {
            CollectArguments(call);
            return UseLayer(layer, call);
        }

        var inputs = CollectArguments(call);
        if (name is not ("call" or "forward"))
            return Derived(call, name, OperationForm.Method, inputs);

        var statement = Reassignment(call);
        if (call.Expression is MemberBindingExpressionSyntax || statement is { Parent: not (BlockSyntax or SwitchSectionSyntax) })
        {
            // Such a call cannot be taken out of the text, so its input must count as used beside it.
            _graph.Add(new ReadNode(_graph.RangeOf(call), inputs.ToEquatableArray(), "call"));
            statement = null;
        }

        var field = _fields.Find(layer.Field)!;
        var node = _graph.Add(new LayerCallNode(
            _graph.RangeOf(call),
            inputs.ToEquatableArray(),
            field.Name.Text,
            layer.Kind == FlowKind.Element,
            _graph.RangeOf(call.ArgumentList),
            _loopDepth,
            Guards,
            statement is null ? null : _graph.RangeOf(statement)));
        var returnsTensor = layer.Kind == FlowKind.Layer && TorchTypes.ReturnsTensor(field.Type);
        return returnsTensor ? Flow.Tensor(node) : Flow.Derived(node);
    }

    /// <summary>The statement around a call if it is <c>x = layer.call(x);</c>.</summary>
    private static ExpressionStatementSyntax? Reassignment(InvocationExpressionSyntax call) =>
        call is
        {
            ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var source } }],
            Parent: AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
                Left: IdentifierNameSyntax { Identifier.ValueText: var target },
                Parent: ExpressionStatementSyntax statement,
            },
        } && source == target
            ? statement
            : null;

    private Flow ReadMethodOfTensor(InvocationExpressionSyntax call, Flow receiver, ExpressionSyntax receiverSyntax, string name)
    {
        if (name is "add" or "add_" && call.ArgumentList.Arguments is [{ Expression: var addend }, ..])
        {
            var form = name == "add" ? AddForm.Method : AddForm.InPlace;
            var sum = ReadSum(call, form, receiverSyntax, receiver, addend, Use(addend));
            CollectArguments(call, skip: 1);
            return form == AddForm.InPlace ? Overwrite(call, receiver, receiverSyntax, sum) : sum;
        }

        if (TensorMembers.IsSameTensor(name))
        {
            CollectArguments(call);
            return receiver;
        }

        var inputs = CollectArguments(call);
        inputs.Insert(0, _graph.Input(receiver, receiverSyntax));
        if (TensorMembers.IsLook(name))
        {
            _graph.Add(new ReadNode(_graph.RangeOf(call), inputs.ToEquatableArray(), name));
            return Flow.None;
        }

        MayUseExtensions |= !TensorMembers.IsTensor(name);
        var flow = Derived(call, name, OperationForm.Method, inputs);
        if (receiver.Kind == FlowKind.Tensor && TensorMembers.IsTensor(name))
            flow = Flow.Tensor(flow.Node);
        return TensorMembers.IsInPlace(name) ? Overwrite(call, receiver, receiverSyntax, flow) : flow;
    }

    private Flow Overwrite(ExpressionSyntax whole, Flow target, ExpressionSyntax targetSyntax, Flow now)
    {
        if (_graph[now.Node] is AddNode sum)
        {
            if (whole.Parent is ExpressionStatementSyntax && targetSyntax is IdentifierNameSyntax { Identifier.ValueText: var name })
                _sumStatements[now.Node] = name;

            // In a loop the round before may have left the tensor under another name.
            if (_graph.IsShared(target.Node) || _loopDepth > 0)
                _graph[now.Node] = sum with { Left = LeftOperand.Bound };
        }

        Overwrite(target.Node, now);
        return now;
    }

    /// <summary>A tensor is written into: whoever holds it under a name that an earlier in-place sum left it with reads it now.</summary>
    private void Overwrite(int target, Flow now)
    {
        foreach (var name in _scope.Names)
        {
            if (_scope[name] is { IsValue: true } flow && flow.Node == target)
                NoteOverwritten(_scope, name);
        }

        if (_graph.IsShared(target))
            _graph.Share(now.Node);
        _scope.Overwrite(target, now);
    }

    /// <summary>A call on an object that is neither tensor nor layer, such as a list of tensors or a dispose scope.</summary>
    private Flow ReadMethodOfOther(InvocationExpressionSyntax call, ExpressionSyntax receiver, string name)
    {
        MayUseExtensions |= !TensorMembers.IsKnown(name);
        var inputs = CollectArguments(call);
        if (TensorMembers.IsSameTensor(name) && inputs is [var only])
            return Flow.Tensor(only.Node);

        var flow = Derived(call, name, OperationForm.Method, inputs);
        if (flow.IsValue && receiver is IdentifierNameSyntax { Identifier.ValueText: var variable } && _scope.Contains(variable))
            _scope.Set(variable, flow);
        return flow;
    }

    private Flow ReadFunction(InvocationExpressionSyntax call, string name, OperationForm form)
    {
        if (name is "add" or "add_" && call.ArgumentList.Arguments is [{ Expression: var left }, { Expression: var right }, ..])
        {
            var (augend, addend) = (Use(left), Use(right));
            var sum = ReadSum(call, AddForm.Function, left, augend, right, addend);
            CollectArguments(call, skip: 2);
            if (name == "add" || !augend.IsValue)
                return sum;

            if (_graph[sum.Node] is AddNode node)
                _graph[sum.Node] = node with { Left = LeftOperand.Bound };
            Overwrite(augend.Node, sum);
            return sum;
        }

        var inputs = CollectArguments(call);
        var flow = Derived(call, name, form, inputs);
        if (flow.IsValue && form != OperationForm.Static && TensorMembers.IsTensor(name))
            flow = Flow.Tensor(flow.Node);
        if (flow.IsValue && (TensorMembers.IsInPlace(name) || IsAskedInPlace(call)))
            Overwrite(inputs[0].Node, flow);
        return flow;
    }

    private static bool IsAskedInPlace(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Any(static argument =>
            argument is { NameColon.Name.Identifier.ValueText: "inplace", Expression.RawKind: (int)SyntaxKind.TrueLiteralExpression });

    private OperationForm FormOf(ExpressionSyntax receiver)
    {
        var name = receiver is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : receiver.ToString();
        return name == "torch" ? OperationForm.Torch : _usings.IsFunctional(name) ? OperationForm.Functional : OperationForm.Static;
    }

    private List<FlowInput> CollectArguments(InvocationExpressionSyntax call, int skip = 0)
    {
        var inputs = new List<FlowInput>();
        for (var i = skip; i < call.ArgumentList.Arguments.Count; i++)
            Collect(call.ArgumentList.Arguments[i].Expression, inputs);
        return inputs;
    }
}
