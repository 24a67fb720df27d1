using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>Names, in the order in which C# looks them up: locals, members of the class, what its base brings, what lies outside.</summary>
internal sealed partial class FlowReader
{
    private Flow ReadName(SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (!_scope.Contains(text))
            return ReadOwn(name) ?? ReadOutside(name);

        NoteOverwritten(_scope, text);
        return _scope[text];
    }

    private Flow ReadOutside(SimpleNameSyntax name)
    {
        AddOutside(name);
        ReadTypeArguments(name);
        return Flow.None;
    }

    /// <summary>Reads a member of the class by its bare name or behind <c>this</c>; null if there is none.</summary>
    private Flow? ReadOwn(SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (_fields.Find(text) is { } field)
            return ReadField(field, name);

        foreach (var member in _type.GetMembers(text))
        {
            ReadMember(member, name);
            return Flow.None;
        }

        for (var basis = _type.BaseType; basis is not null; basis = basis.BaseType)
        {
            if (!basis.GetMembers(text).IsEmpty)
                return Flow.None;
        }

        return null;
    }

    private Flow ReadField(FieldEntry field, SimpleNameSyntax name)
    {
        field.IsUsed = true;
        var text = field.Name.ValueText;
        switch (field.Role)
        {
            case FieldRole.Layer:
                return Flow.Layer(text);
            case FieldRole.Tensor:
                return Flow.Tensor(_graph.Add(new SourceNode(_graph.RangeOf(name), field.Name.Text)));
            default:
                if (HoldsLayers(field.Type))
                    _problems.Add(ProblemKind.UnregisteredLayers, name, text, field.Written?.ToString() ?? field.Type.Name);
                return Flow.None;
        }
    }

    private static bool HoldsLayers(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HoldsLayers(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } => false,
        INamedTypeSymbol named => TorchTypes.IsModule(named) || named.TypeArguments.Any(HoldsLayers),
        _ => false,
    };

    /// <summary>Reads a member that is no field of the object: static ones the twin can name or repeat, the others it lacks.</summary>
    private void ReadMember(ISymbol member, SimpleNameSyntax name)
    {
        ReadTypeArguments(name);
        var isVisible = member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

        if (member is IFieldSymbol { Type: var single } && TorchTypes.IsModule(single))
            _problems.Add(ProblemKind.StaticLayer, name, member.Name);
        else if (member is IFieldSymbol { Type: var type } && HoldsLayers(type))
            _problems.Add(ProblemKind.UnregisteredLayers, name, member.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        else if (!member.IsStatic && member is not INamedTypeSymbol)
            _problems.Add(ProblemKind.Helper, name, member.Name);
        else if (isVisible)
            StaticMembers.Add(_graph.RangeOf(name));
        else if (!TryRepeat(member))
            _problems.Add(ProblemKind.PrivateMember, name, member.Name);
    }

    /// <summary>A private constant with a plain value is repeated in the twin.</summary>
    private bool TryRepeat(ISymbol member)
    {
        if (member is not IFieldSymbol { IsConst: true } constant
            || constant.DeclaringSyntaxReferences is not [var reference, ..]
            || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var value, Parent: VariableDeclarationSyntax declaration } declarator
            || value is not (LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax }))
        {
            return false;
        }

        _fields.Add(new FieldEntry(constant, constant.Type, declarator.Identifier, declaration.Type, FieldRole.Constant)
        {
            IsUsed = true,
            Constant = value.ToString(),
        });
        return true;
    }

    private Flow ReadMemberAccess(MemberAccessExpressionSyntax access)
    {
        switch (access.Expression)
        {
            case ThisExpressionSyntax:
                return ReadOwn(access.Name) ?? Flow.None;
            case BaseExpressionSyntax when access.Name.Identifier.ValueText == "training":
                return Flow.None;
            case IdentifierNameSyntax { Identifier.ValueText: var name } when name == _type.Name && !_scope.Contains(name) && _fields.Find(name) is null:
                CheckVisible(access.Name);
                return Flow.None;
            default:
                return ReadMemberOf(Read(access.Expression), access, access.Name);
        }
    }

    private void CheckVisible(SimpleNameSyntax name)
    {
        foreach (var member in _type.GetMembers(name.Identifier.ValueText))
        {
            if (member.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                _problems.Add(ProblemKind.PrivateMember, name, member.Name);
            return;
        }
    }

    private Flow ReadMemberOf(Flow receiver, ExpressionSyntax whole, SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (receiver.IsLayer)
            return KeepsClass(receiver) ? Flow.None : UseLayer(receiver, whole);
        if (!receiver.IsValue)
            return Flow.None;

        if (TensorMembers.IsLook(text))
        {
            Note(whole, text, receiver);
            return Flow.None;
        }

        var flow = Derived(whole, text, OperationForm.Method, [_graph.Input(receiver, whole)]);
        return receiver.Kind == FlowKind.Tensor && TensorMembers.IsTensor(text) ? Flow.Tensor(flow.Node) : flow;
    }

    /// <summary>Reads a type that forward names; one nested in the class must be qualified in the twin.</summary>
    private void ReadType(TypeSyntax? type)
    {
        foreach (var node in type?.DescendantNodesAndSelf() ?? [])
        {
            if (node is not SimpleNameSyntax name || IsVar(name) || name.Parent is QualifiedNameSyntax { Right: var right } && right == name)
                continue;

            if (_type.GetTypeMembers(name.Identifier.ValueText) is [var nested, ..])
                ReadMember(nested, name);
            else
                AddOutside(name);
        }
    }

    /// <summary>A name that is still missing in half-typed code is empty.</summary>
    private void AddOutside(SimpleNameSyntax name)
    {
        if (name.Identifier.ValueText.Length > 0)
            OutsideNames.Add(name.Identifier.ValueText);
    }

    private void ReadTypeArguments(SimpleNameSyntax name)
    {
        if (name is not GenericNameSyntax generic)
            return;

        foreach (var argument in generic.TypeArgumentList.Arguments)
            ReadType(argument);
    }

    private static bool IsVar(SimpleNameSyntax name) => name is IdentifierNameSyntax { IsVar: true };

    private FieldEntry? FieldOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } when !_scope.Contains(name) => _fields.Find(name),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => _fields.Find(name),
        _ => null,
    };

    private bool IsList(Flow layer) => _fields.Find(layer.Field) is { Kind: Layers.LayerKind.List };

    private bool KeepsClass(Flow layer) => layer.Kind == FlowKind.Layer && _fields.Find(layer.Field) is { ChangesClass: false };

    private Flow UseLayer(Flow layer, ExpressionSyntax where)
    {
        _problems.Add(ProblemKind.LayerUse, where, layer.Field, where.ToString());
        return Flow.None;
    }

    /// <summary>Notes that a tensor overwritten by an in-place sum is read again under a name.</summary>
    private void NoteOverwritten(FlowScope scope, string name)
    {
        if (!scope.IsOverwritten(name) || _graph[scope[name].Node] is not AddNode { Left: not LeftOperand.Bound } sum)
            return;

        var isOwnName = _sumStatements.TryGetValue(scope[name].Node, out var own) && own == name;
        _graph[scope[name].Node] = sum with { Left = isOwnName ? LeftOperand.Reassignable : LeftOperand.Bound };
    }
}
