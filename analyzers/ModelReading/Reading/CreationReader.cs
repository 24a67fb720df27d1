using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Tells what a field of type <c>Module&lt;Tensor, Tensor&gt;</c> holds by what is assigned to it: a factory's name says
/// it, and most of the time no binding is needed.
/// </summary>
/// <param name="chain">The annotated class and the classes in source that it derives from.</param>
/// <param name="binder">Asked about expressions that syntax leaves undecided.</param>
internal sealed class CreationReader(ClassChain chain, ExpressionBinder binder)
{
    private static readonly string[] s_registering = ["register_", "add_module", "\\u"];
    private static readonly string[] s_registrations = ["register_module", "add_module", "register_buffer", "register_parameter"];

    private readonly Dictionary<string, Creations> _anywhere = new(StringComparer.Ordinal);
    private List<(TypeDeclarationSyntax Part, string Text)>? _parts;

    /// <summary>The expressions assigned to a field anywhere in the class, its initializer included.</summary>
    public ImmutableArray<ExpressionSyntax> Of(string field) => Anywhere(field).Values;

    /// <summary>The layer that every assignment to a field creates, or null if they differ or do not tell.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isReadOnly">Whether only constructors can assign to it.</param>
    public KnownLayer? LayerOf(string field, bool isReadOnly)
    {
        var creations = isReadOnly ? Creations.In(Parts, field, IsRunAtConstruction) : Anywhere(field);
        return creations.IsHandedOut ? null : Common(creations.Values);
    }

    /// <summary>Notes components that are registered under another name than their field's, and buffers that checkpoints leave out.</summary>
    public void CheckRegistrations(FieldTable fields, ProblemList problems)
    {
        if (!Parts.Exists(MayRegister))
            return;

        foreach (var call in Registrations())
        {
            if (RegisteredField(call, out var isTransient) is not { } name)
                problems.Add(ProblemKind.RegistersByName, call, call.Expression.ToString());
            else if (isTransient && fields.Find(name) is { Role: FieldRole.Tensor } field)
                field.IsTransient = true;
        }
    }

    /// <summary>Whether the text of a class has a call that registers something; an escape may hide it.</summary>
    private static bool MayRegister((TypeDeclarationSyntax Part, string Text) of)
    {
        var span = of.Part.Span;
        foreach (var name in s_registering)
        {
            if (of.Text.IndexOf(name, span.Start, span.Length, StringComparison.Ordinal) >= 0)
                return true;
        }

        return false;
    }

    private Creations Anywhere(string field)
    {
        if (!_anywhere.TryGetValue(field, out var creations))
            _anywhere.Add(field, creations = Creations.In(Parts, field, static _ => true));
        return creations;
    }

    private static bool IsRunAtConstruction(MemberDeclarationSyntax member) => member is ConstructorDeclarationSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax;

    // An editor puts a text together from pieces whenever it is asked for as a whole, and every field is searched for in it.
    private List<(TypeDeclarationSyntax Part, string Text)> Parts
    {
        get
        {
            if (_parts is not null)
                return _parts;

            _parts = new(chain.Parts.Length);
            foreach (var (_, part) in chain.Parts)
                _parts.Add((part, part.SyntaxTree.GetText().ToString()));

            return _parts;
        }
    }

    /// <summary>The calls at construction that register a component of the class itself.</summary>
    private IEnumerable<InvocationExpressionSyntax> Registrations() =>
        Parts.SelectMany(static part => s_registrations
            .SelectMany(name => Mentions.In(part.Part, part.Text, name, IsRunAtConstruction))
            .OrderBy(static mention => mention.Token.SpanStart)
            .Select(mention => Creations.OwnName(mention.Token, mention.Member, part.Text)?.Parent)
            .OfType<InvocationExpressionSyntax>());

    private KnownLayer? Common(ImmutableArray<ExpressionSyntax> creations)
    {
        KnownLayer? common = null;
        foreach (var creation in creations)
        {
            if (creation.IsKind(SyntaxKind.NullLiteralExpression) || creation.IsKind(SyntaxKind.DefaultLiteralExpression))
                continue;
            if (LayerOf(creation) is not { } layer || (common is not null && common.Name != layer.Name))
                return null;
            common = layer;
        }

        return common;
    }

    private KnownLayer? LayerOf(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => LayerOf(inner),
        PostfixUnaryExpressionSyntax { Operand: var inner } => LayerOf(inner),
        AssignmentExpressionSyntax { Right: var inner } => LayerOf(inner),
        ConditionalExpressionSyntax choice => Common([choice.WhenTrue, choice.WhenFalse]),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => Common([choice.Left, choice.Right]),
        ObjectCreationExpressionSyntax { Type: var type } when KnownLayers.FindMarker(SyntaxNames.LastOf(type)) is not null => Bind(expression),
        BaseObjectCreationExpressionSyntax => null, // TorchSharp's layers come from factories: this is a class of the user's
        InvocationExpressionSyntax call => LayerOfCall(call),
        IdentifierNameSyntax name when ParameterTypeOf(name) is { } parameter => LayerOfParameter(name, parameter),
        _ => Bind(expression),
    };

    private KnownLayer? LayerOfCall(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name when OwnMethod(name.Identifier.ValueText) is { } method => TorchTypes.LayerOf(method.ReturnType),
        IdentifierNameSyntax name when ParameterTypeOf(name) is not null && ParameterNamed(name) is { } parameter => LayerOfResult(parameter.Type),
        SimpleNameSyntax name => KnownLayers.Find(name.Identifier.ValueText) ?? Bind(call),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } when OwnMethod(name.Identifier.ValueText) is { } method =>
            TorchTypes.LayerOf(method.ReturnType),
        MemberAccessExpressionSyntax { Expression: var nn, Name: var name } when IsNn(nn) =>
            KnownLayers.Find(name.Identifier.ValueText) ?? Bind(call),
        MemberAccessExpressionSyntax { Expression: var inner, Name.Identifier.ValueText: "to" or "cpu" or "cuda" or "half" or "float" or "double" } =>
            LayerOf(inner),
        _ => Bind(call),
    };

    private static KnownLayer? LayerOfResult(ITypeSymbol type) =>
        type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var result } ? TorchTypes.LayerOf(result) : null;

    private static bool IsNn(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax { Identifier.ValueText: "nn" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "nn" };

    private IMethodSymbol? OwnMethod(string name)
    {
        foreach (var type in chain.Types)
        {
            if (SourceMembers.Named(type, name) is [var member, ..])
                return member as IMethodSymbol;
        }

        return null;
    }

    /// <summary>Only a parameter whose type is named like a layer is worth binding its constructor's signature.</summary>
    private KnownLayer? LayerOfParameter(IdentifierNameSyntax name, TypeSyntax type) =>
        KnownLayers.Find(SyntaxNames.LastOf(type)) is not null && ParameterNamed(name) is { } parameter ? TorchTypes.LayerOf(parameter.Type) : null;

    private TypeSyntax? ParameterTypeOf(IdentifierNameSyntax name)
    {
        var parameters = name.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            ConstructorDeclarationSyntax constructor => constructor.ParameterList,
            FieldDeclarationSyntax or PropertyDeclarationSyntax => name.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.ParameterList,
            _ => null,
        };
        return Parameters.Named(parameters, TextAround(name), name.Identifier.ValueText)?.Type;
    }

    private string TextAround(SyntaxNode node)
    {
        foreach (var (part, text) in Parts)
        {
            if (part.SyntaxTree == node.SyntaxTree)
                return text;
        }

        return node.SyntaxTree.GetText().ToString();
    }

    private IParameterSymbol? ParameterNamed(IdentifierNameSyntax name)
    {
        var member = name.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var declaration = member is FieldDeclarationSyntax or PropertyDeclarationSyntax ? member.Parent : member;
        foreach (var method in chain.Types.SelectMany(static type => type.InstanceConstructors))
        {
            if (method.DeclaringSyntaxReferences is not [var reference, ..] || reference.GetSyntax() != declaration)
                continue;

            foreach (var parameter in method.Parameters)
            {
                if (parameter.Name == name.Identifier.ValueText)
                    return parameter;
            }
        }

        return null;
    }

    private KnownLayer? Bind(ExpressionSyntax expression) =>
        binder.TypeOf(expression) is { } bound ? TorchTypes.LayerOf(bound) : null;

    /// <summary>The field that a call gives its own name, which the twin's field gets by itself; null if the call gives another.</summary>
    private static string? RegisteredField(InvocationExpressionSyntax call, out bool isTransient)
    {
        isTransient = false;
        if (call.ArgumentList.Arguments is not [{ Expression: var given }, { Expression: var component }, ..])
            return null;

        var rest = call.ArgumentList.Arguments.Skip(2).ToArray();
        var field = component switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
            _ => null,
        };
        var registered = given switch
        {
            LiteralExpressionSyntax literal => literal.Token.ValueText,
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: [var named] } => named.ToString(),
            _ => null,
        };
        isTransient = rest is [{ Expression.RawKind: (int)SyntaxKind.FalseLiteralExpression }];
        var isSettled = isTransient || rest is [] or [{ Expression.RawKind: (int)SyntaxKind.TrueLiteralExpression }];
        return isSettled && registered == field ? field : null;
    }
}
