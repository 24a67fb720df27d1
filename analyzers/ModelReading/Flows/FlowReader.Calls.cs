using System.Runtime.InteropServices;
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
    // Of all calls that are being read; those of an inner call stand behind those of the outer one.
    private readonly List<FlowInput> _inputs = [];

    private Dictionary<MemberDeclarationSyntax, string> BaseNames => field ??= [];

    private Flow ReadCall(InvocationExpressionSyntax call)
    {
        switch (call.Expression)
        {
            case SimpleNameSyntax name:
                return ReadNamedCall(call, name);
            case MemberAccessExpressionSyntax access:
                return ReadMemberCall(call, access);
            case MemberBindingExpressionSyntax binding:
                return ReadMethod(call, _conditionalReceiver, binding, binding.Name.Identifier.ValueText);
            default:
                Use(call.Expression);
                return Derived(call, "()", OperationForm.Static, CollectArguments(call));
        }
    }

    private Flow ReadMemberCall(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        var (receiver, name) = (access.Expression, access.Name);
        switch (receiver)
        {
            case SimpleNameSyntax owner when IsOwnType(owner) && CallOwn(call, name, owner) is { } own:
                return own;
            case ThisExpressionSyntax:
                return CallOwn(call, name) ?? CallValue(call, access);
            case BaseExpressionSyntax:
                return CallBase(call, access);
        }

        var text = name.Identifier.ValueText;
        if (text == "Invoke" && receiver is IdentifierNameSyntax local && CodeOf(local) is { } code)
            return Call(code, call, call.ArgumentList.Arguments);

        ReadTypeArguments(name);
        return ReadMethod(call, Read(receiver), receiver, text);
    }

    private Flow ReadNamedCall(InvocationExpressionSyntax call, SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (text == "nameof")
            return Flow.None;

        if (CodeOf(name) is { } code)
            return Call(code, call, call.ArgumentList.Arguments);
        if (_scope.Contains(text))
            return Derived(call, text, OperationForm.Static, CollectArguments(call));
        if (CallOwn(call, name) is { } own)
            return own;

        // A field that cannot be called does not hide a function of its name: `relu(x)` beside the layer `relu`.
        var isCallable = _fields.Find(text) is not { } field || field.Type.TypeKind == TypeKind.Delegate;
        if (isCallable && ReadOwn(name) is not null)
            return Derived(call, text, OperationForm.Static, CollectArguments(call));

        ReadOutside(name);
        return ReadFunction(call, text, OperationForm.Static);
    }

    /// <summary>Calls a method of the class; null if it has none that fits.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="qualifier">The class before it, if it is written.</param>
    private Flow? CallOwn(InvocationExpressionSyntax call, SimpleNameSyntax name, SimpleNameSyntax? qualifier = null) =>
        _members.MethodOf(call, name, from: _graph.Owner.Owner) is { } method ? CallMethod(call, method, name, qualifier) : null;

    private Flow CallMethod(InvocationExpressionSyntax call, IMethodSymbol method, SimpleNameSyntax name, SimpleNameSyntax? qualifier)
    {
        ReadTypeArguments(name);
        if (method.IsStatic && IsVisible(method))
        {
            if (qualifier is null)
                Qualify(name, method);
            return Derived(call, method.Name, OperationForm.Static, CollectArguments(call));
        }

        if (qualifier is not null)
            _texts.Replace(TextRange.Between(_graph.RangeOf(qualifier).Start, _graph.RangeOf(name).Start), "");
        if (RoutineOf(method, name) is { } routine)
        {
            RenameIfHidden(method, name);
            return Call(routine, call, call.ArgumentList.Arguments);
        }

        CollectArguments(call);
        return Flow.None;
    }

    private Flow CallBase(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        if (_members.MethodOf(call, access.Name, above: _graph.Owner.Owner) is not { } method)
            return CallValue(call, access);

        // Where nobody overrides it, the base's method is the class's own.
        if (_members.MethodOf(call, access.Name) is { } own && own.Equals(method, SymbolEqualityComparer.Default))
        {
            _texts.Replace(TextRange.Between(_graph.RangeOf(access).Start, _graph.RangeOf(access.Name).Start), "");
            return CallMethod(call, method, access.Name, qualifier: null);
        }

        if (RoutineOf(method, access.Name, isHidden: true) is not { Code: MethodDeclarationSyntax code } routine)
            return Flow.None;

        _texts.Replace(_graph.RangeOf(access), Renamed(code, method));
        return Call(routine, call, call.ArgumentList.Arguments);
    }

    /// <summary>A member of a base class whose name a derived class has for something else gets the base's name before its own.</summary>
    private void RenameIfHidden(ISymbol member, SimpleNameSyntax name)
    {
        var isHidden = !_members.Find(member.Name).Any(other => SymbolEqualityComparer.Default.Equals(other.ContainingType, member.ContainingType))
            && !_members.Find(member.Name, member.ContainingType).Any(other => !SymbolEqualityComparer.Default.Equals(other.ContainingType, member.ContainingType));
        if (isHidden && MemberTable.CodeOf(member) is { } code)
            _texts.Replace(_graph.RangeOf(name) with { Length = name.Identifier.Span.Length }, Renamed(code, member));
    }

    private string Renamed(MemberDeclarationSyntax code, ISymbol member)
    {
        if (BaseNames.TryGetValue(code, out var name))
            return name;

        name = FreeName(member.ContainingType.Name + char.ToUpperInvariant(member.Name[0]) + member.Name.Substring(1));
        BaseNames.Add(code, name);
        var identifier = code is PropertyDeclarationSyntax property ? property.Identifier : ((MethodDeclarationSyntax)code).Identifier;
        _texts.Replace(_texts.RangeOf(identifier), name);
        return name;
    }

    private string FreeName(string stem)
    {
        var name = stem;
        while (_members.Find(name).Count > 0 || _members.IsInherited(name) || BaseNames.ContainsValue(name))
            name += "_";
        return name;
    }

    private Flow CallValue(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        ReadMemberAccess(access);
        return Derived(call, access.Name.Identifier.ValueText, OperationForm.Static, CollectArguments(call));
    }

    private Routine? CodeOf(SimpleNameSyntax name) =>
        _scope[name.Identifier.ValueText] is { Kind: FlowKind.Code, Node: var number } ? _routines[number] : null;

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
        if (ReadJoinMethod(call, receiver, receiverSyntax, name) is { } join)
            return join;

        if (TensorMembers.IsSameTensor(name))
        {
            CollectArguments(call);
            return receiver;
        }

        var inputs = CollectArguments(call, receiver: _graph.Input(receiver, receiverSyntax));
        if (TensorMembers.IsLook(name))
        {
            _graph.Add(new ReadNode(_graph.RangeOf(call), inputs, name));
            return Flow.None;
        }

        MayUseExtensions |= !TensorMembers.IsTensor(name);
        var flow = Derived(call, name, OperationForm.Method, inputs);
        if (receiver.Kind == FlowKind.Tensor && TensorMembers.IsTensor(name))
            flow = Flow.Tensor(flow.Node);
        if (receiver.Kind == FlowKind.Derived && TensorMembers.IsListAddition(name) && receiverSyntax is IdentifierNameSyntax { Identifier.ValueText: var list } && _scope.Contains(list))
            _scope.Set(list, flow);
        return TensorMembers.IsInPlace(name) ? Overwrite(call, receiver, receiverSyntax, flow) : flow;
    }

    private Flow Overwrite(ExpressionSyntax whole, Flow target, ExpressionSyntax targetSyntax, Flow now)
    {
        NoteTarget(whole, targetSyntax, now);
        if (_graph[now.Node] is JoinNode join)
        {
            if (whole.Parent is ExpressionStatementSyntax && targetSyntax is IdentifierNameSyntax { Identifier.ValueText: var name })
                JoinStatements[now.Node] = name;

            // In a loop the round before may have left the tensor under another name.
            if (_graph.IsShared(target.Node) || _loopDepth > 0)
                _graph[now.Node] = join with { Left = LeftOperand.Bound };
        }

        Overwrite(target.Node, now);
        return now;
    }

    /// <summary>A tensor is written into: whoever holds it under a name that an earlier in-place operation left it with reads it now.</summary>
    private void Overwrite(int target, Flow now)
    {
        foreach (var name in _scope.Names)
        {
            if (_scope[name] is { IsValue: true } flow && flow.Node == target)
                NoteOverwritten(_scope.Find(name), name);
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
        if (ReadJoinFunction(call, name) is { } join)
            return join;

        var inputs = CollectArguments(call);
        var flow = Derived(call, name, form, inputs);
        if (flow.IsValue && form != OperationForm.Static && TensorMembers.IsTensor(name))
            flow = Flow.Tensor(flow.Node);
        if (flow.IsValue && (TensorMembers.IsInPlace(name) || IsAskedInPlace(call)))
        {
            if (call.ArgumentList.Arguments is [{ Expression: var target }, ..])
                NoteTarget(call, target, flow);
            Overwrite(inputs[0].Node, flow);
        }

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

    /// <summary>The tensors that go into a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="skip">How many arguments are read already.</param>
    /// <param name="receiver">The tensor whose method it is, which goes in first.</param>
    private EquatableArray<FlowInput> CollectArguments(InvocationExpressionSyntax call, int skip = 0, FlowInput? receiver = null)
    {
        var first = _inputs.Count;
        if (receiver is { } own)
            _inputs.Add(own);
        var arguments = call.ArgumentList.Arguments;
        for (var i = skip; i < arguments.Count; i++)
            Collect(arguments[i].Expression, _inputs);
        if (_inputs.Count == first)
            return default;

        var inputs = new FlowInput[_inputs.Count - first];
        _inputs.CopyTo(first, inputs, 0, inputs.Length);
        _inputs.RemoveRange(first, inputs.Length);
        return new(ImmutableCollectionsMarshal.AsImmutableArray(inputs));
    }
}
