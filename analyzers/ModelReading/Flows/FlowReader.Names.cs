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
        if (_scope.Find(text) is not { } variable)
            return ReadOwn(name) ?? ReadOutside(name);

        NoteOverwritten(variable, text);
        return variable.Flow;
    }

    private Flow ReadOutside(SimpleNameSyntax name)
    {
        if (TypeArgumentOf(name) is { } argument)
            Substitute(name, argument);
        else
            AddOutside(name);
        ReadTypeArguments(name);
        return Flow.None;
    }

    /// <summary>Reads a member of the class by its bare name or behind <c>this</c>; null if there is none.</summary>
    private Flow? ReadOwn(SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (_fields.Find(text) is { } field && !IsHiddenByMember(field))
            return ReadField(field, name);
        if (_members.Find(text, _graph.Owner.Owner) is [var member, ..])
            return ReadMember(member, name);
        return _members.IsInherited(text) ? Flow.None : null;
    }

    /// <summary>Whether the class has a base in source, so that one's members may hide the other's.</summary>
    private bool HasBases => _members.Chain.Length > 1;

    /// <summary>Whether a name means no field of a base class and no constant repeated for one, because a class nearer to the code has another member of it.</summary>
    private bool IsHiddenByMember(FieldEntry field) =>
        (field.Role == FieldRole.Constant || (HasBases && !SymbolEqualityComparer.Default.Equals(field.Owner, _members.Chain[0])))
        && _members.Find(field.Name.ValueText, _graph.Owner.Owner) is [var member, ..]
        && member is not IMethodSymbol
        && !SymbolEqualityComparer.Default.Equals(member, field.Symbol);

    private Flow ReadField(FieldEntry field, SimpleNameSyntax name)
    {
        field.IsUsed = true;
        if (!IsSeen(field))
        {
            _problems.Add(ProblemKind.NameTaken, name, _members.Chain[0].Name, field.Name.ValueText);
            return Flow.None;
        }

        if (field.IsHidden)
        {
            _problems.Add(ProblemKind.HiddenBaseField, name, field.Name.ValueText, field.Owner.Name);
            return Flow.None;
        }

        switch (field.Role)
        {
            case FieldRole.Layer:
                return Flow.Layer(field);
            case FieldRole.Tensor:
                return Flow.Tensor(_graph.Add(new SourceNode(_graph.RangeOf(name), field.Name.Text)));
            default:
                if (HoldsLayers(field.Type))
                    _problems.Add(ProblemKind.UnregisteredLayers, name, field.Name.ValueText, field.Written?.ToString() ?? field.Type.Name);
                return Flow.None;
        }
    }

    /// <summary>Whether the code that is being read can mean a field: a derived class's hides the one that a base means.</summary>
    private bool IsSeen(FieldEntry field)
    {
        if (!HasBases)
            return true;

        foreach (var type in _members.Chain)
        {
            if (SymbolEqualityComparer.Default.Equals(type, _graph.Owner.Owner))
                return true;
            if (SymbolEqualityComparer.Default.Equals(type, field.Owner))
                return false;
        }

        return true;
    }

    private static bool HoldsLayers(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HoldsLayers(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } => false,
        INamedTypeSymbol named => TorchTypes.IsModule(named) || named.TypeArguments.Any(HoldsLayers),
        _ => false,
    };

    /// <summary>Reads a member that is no field of the object: static ones the twin can name or repeat, code that it copies.</summary>
    private Flow ReadMember(ISymbol member, SimpleNameSyntax name)
    {
        ReadTypeArguments(name);
        if (member is IFieldSymbol { IsStatic: false, IsConst: false })
            _problems.Add(ProblemKind.NameTaken, name, _members.Chain[0].Name, member.Name);
        else if (member is IFieldSymbol { Type: var single } && TorchTypes.IsModule(single))
            _problems.Add(ProblemKind.StaticLayer, name, member.Name);
        else if (member is IFieldSymbol { Type: var type } && HoldsLayers(type))
            _problems.Add(ProblemKind.UnregisteredLayers, name, member.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        else if ((member.IsStatic || member is INamedTypeSymbol) && IsVisible(member))
            Qualify(name, member);
        else if (member is IMethodSymbol or IPropertySymbol)
            return ReadCode(member, name);
        else if (!_constants.TryRepeat(member))
            _problems.Add(ProblemKind.PrivateMember, name, member.Name);
        return Flow.None;
    }

    /// <summary>Reads a computed property, or a method that is named without being called.</summary>
    private Flow ReadCode(ISymbol member, SimpleNameSyntax name)
    {
        if (RoutineOf(member, name) is not { } routine)
            return Flow.None;

        RenameIfHidden(member, name);
        return member is IPropertySymbol ? Call(routine, name, []) : UseCode(Flow.Code(_routines.IndexOf(routine)), name);
    }

    /// <summary>The code of a member that the twin copies; null, and a problem, if there is none to copy.</summary>
    private Routine? RoutineOf(ISymbol member, SimpleNameSyntax name, bool isHidden = false)
    {
        if (MemberTable.CodeOf(member) is { } code and (MethodDeclarationSyntax or PropertyDeclarationSyntax)
            && RoutineOf(code, member.Name, member.ContainingType, isHidden) is { Body: not null } routine)
        {
            return routine;
        }

        _problems.Add(ProblemKind.Helper, name, member.Name);
        return null;
    }

    private static bool IsVisible(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>The twin names a static member by its class.</summary>
    private void Qualify(SimpleNameSyntax name, ISymbol member) => Replace(name, _names.Reference(member.ContainingType) + "." + name);

    /// <summary>Replaces a name; in a hole of an interpolated string in parentheses, where a colon would begin the format.</summary>
    private void Replace(SimpleNameSyntax name, string text)
    {
        if (text.Contains("::") && HoleAround(name) is { Expression: var whole })
        {
            var hole = _graph.RangeOf(whole);
            _texts.Replace(hole with { Length = 0 }, "(");
            _texts.Replace(new TextRange(hole.End, 0), ")");
        }

        // What is only put in front leaves the name's own type arguments to edits of their own.
        var (place, old) = (_graph.RangeOf(name), name.ToString());
        if (text.EndsWith("." + old, StringComparison.Ordinal))
            _texts.Replace(place with { Length = 0 }, text.Substring(0, text.Length - old.Length));
        else
            _texts.Replace(place, text);
    }

    /// <summary>The hole of an interpolated string that a name stands in with no brackets around it; null if there is none.</summary>
    private static InterpolationSyntax? HoleAround(SyntaxNode name)
    {
        for (var node = name; node is not (null or StatementSyntax or ParenthesizedExpressionSyntax or BaseArgumentListSyntax or InitializerExpressionSyntax); node = node.Parent)
        {
            if (node is InterpolationSyntax hole)
                return hole;
        }

        return null;
    }

    private Flow ReadMemberAccess(MemberAccessExpressionSyntax access)
    {
        switch (access.Expression)
        {
            case ThisExpressionSyntax:
                return ReadOwn(access.Name) ?? Flow.None;
            case BaseExpressionSyntax when access.Name.Identifier.ValueText == "training":
                return Flow.None;
            case SimpleNameSyntax owner when IsOwnType(owner):
                return ReadStatic(owner, access.Name);
            default:
                return ReadMemberOf(Read(access.Expression), access, access.Name);
        }
    }

    private bool IsOwnType(SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        foreach (var type in _members.Chain)
        {
            if (type.Name == text && type.Arity == name.Arity)
                return !_scope.Contains(text) && _fields.Find(text) is null;
        }

        return false;
    }

    /// <summary>Reads a member behind the name of its class, which the twin drops where it has a copy.</summary>
    private Flow ReadStatic(SimpleNameSyntax owner, SimpleNameSyntax name)
    {
        if (_members.Find(name.Identifier.ValueText, _members.Chain.First(type => type.Name == owner.Identifier.ValueText)) is not [var member, ..] || IsVisible(member))
            return Flow.None;

        _texts.Replace(TextRange.Between(_graph.RangeOf(owner).Start, _graph.RangeOf(name).Start), "");
        return ReadMember(member, name);
    }

    private Flow ReadMemberOf(Flow receiver, ExpressionSyntax whole, SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (receiver.IsLayer)
            return ReadMemberOfLayer(receiver, whole, text);
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
        if (type is null or PredefinedTypeSyntax)
            return;
        if (type is IdentifierNameSyntax simple)
        {
            ReadTypeName(simple);
            return;
        }

        foreach (var node in type.DescendantNodesAndSelf())
        {
            if (node is SimpleNameSyntax name)
                ReadTypeName(name);
        }
    }

    private void ReadTypeName(SimpleNameSyntax name)
    {
        if (IsVar(name) || name.Parent is QualifiedNameSyntax { Right: var right } && right == name)
            return;

        if (TypeArgumentOf(name) is { } argument)
            Substitute(name, argument);
        else if (NestedType(name) is { } nested)
            ReadMember(nested, name);
        else
            AddOutside(name);
    }

    private INamedTypeSymbol? NestedType(SimpleNameSyntax name)
    {
        foreach (var owner in _members.Chain)
        {
            if (owner.GetTypeMembers(name.Identifier.ValueText, name.Arity) is [var nested, ..])
                return nested;
        }

        return null;
    }

    /// <summary>What a type parameter of the class around the code stands for; null if the name is none.</summary>
    private ITypeSymbol? TypeArgumentOf(SimpleNameSyntax name)
    {
        var owner = _graph.Owner.Owner!;
        for (var i = 0; i < owner.Arity; i++)
        {
            if (owner.OriginalDefinition.TypeParameters[i].Name == name.Identifier.ValueText)
                return owner.TypeArguments[i];
        }

        return null;
    }

    /// <summary>The twin is no class of the base's type parameters, but of what stands for them.</summary>
    private void Substitute(SimpleNameSyntax name, ITypeSymbol argument)
    {
        var text = _names.Write(argument, written: null).Text;
        if (text != name.ToString())
            Replace(name, text);
    }

    /// <summary>A name that is still missing in half-typed code is empty.</summary>
    private void AddOutside(SimpleNameSyntax name)
    {
        if (name.Identifier.ValueText is { Length: > 0 } text)
            OutsideNames.Add(text);
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

    private static bool IsContainer(Flow layer) =>
        layer is { Kind: FlowKind.Layer, Field.Kind: Layers.LayerKind.List or Layers.LayerKind.Sequential };

    private static bool KeepsClass(Flow layer) => layer is { Kind: FlowKind.Layer, Field.ChangesClass: false };

    private Flow UseLayer(Flow layer, ExpressionSyntax where)
    {
        var field = layer.Kind == FlowKind.AnyLayer && _sets[layer.Node].Layers is [var any, ..] ? any.Field : layer.Field;
        _problems.Add(ProblemKind.LayerUse, where, field?.Name.ValueText ?? "", where.ToString());
        return Flow.None;
    }

    /// <summary>Notes that a tensor overwritten by an in-place sum or product is read again under a name.</summary>
    private void NoteOverwritten(FlowScope.Variable? variable, string name)
    {
        if (variable is not { IsOverwritten: true, Flow.Node: var node } || _graph[node] is not JoinNode { Left: not LeftOperand.Bound } join)
            return;

        var isOwnName = JoinStatements.TryGetValue(node, out var own) && own == name;
        _graph[node] = join with { Left = isOwnName ? LeftOperand.Reassignable : LeftOperand.Bound };
    }
}
