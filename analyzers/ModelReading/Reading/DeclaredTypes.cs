using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Tells what types and annotations written in a class mean: by the class's scope where nothing of the class itself can be meant, else by the
/// compiler's own symbols.
/// </summary>
/// <param name="binder">Gives the semantic models of files.</param>
internal sealed class DeclaredTypes(ExpressionBinder binder)
{
    private NameScopes? _scopes;
    private INamedTypeSymbol? _owner;
    private INamedTypeSymbol? _derived;
    private INamedTypeSymbol? _base;
    private TypeDeclarationSyntax? _part;
    private NameScope? _scope;
    private ImmutableArray<INamedTypeSymbol> _nested = [];
    private HashSet<string>? _inherited;
    private Func<string, bool>? _isFree;
    private Func<string, bool>? _isFreeAttribute;

    // What is kept is that of the last class asked about, and a look at the class of a field would take the place of the class that is read.
    private DeclaredTypes Others => field ??= new(binder);

    /// <inheritdoc cref="OwnSource.Declares"/>
    public bool IsOwn(ITypeSymbol type) => binder.Compilation.Declares(type);

    /// <summary>The class that a class derives from.</summary>
    /// <param name="type">The class.</param>
    public INamedTypeSymbol? BaseOf(INamedTypeSymbol type)
    {
        if (!ReferenceEquals(_derived, type))
            (_derived, _base) = (type, WrittenBaseOf(type) ?? type.BaseType);
        return _base;
    }

    /// <summary>The type of a field or auto-property.</summary>
    /// <param name="field">The field.</param>
    public ITypeSymbol Of(FieldDeclaration field)
    {
        var written = field.Written;
        var name = written is NullableTypeSyntax { ElementType: var element } ? element : written;
        if (name is null || field.Member?.Parent is not TypeDeclarationSyntax part || Find(field.Owner, part, name) is not { } type)
            return field.Type;
        if (name == written)
            return type;
        return type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.Annotated) : field.Type;
    }

    /// <summary>The type that a name in a class stands for; null if the class's scope alone cannot tell.</summary>
    /// <param name="owner">The class.</param>
    /// <param name="part">The part of it with the name.</param>
    /// <param name="name">The name.</param>
    public ITypeSymbol? Find(INamedTypeSymbol owner, TypeDeclarationSyntax part, TypeSyntax name) =>
        ScopeOf(owner, part) is { } scope && AreAll(name, _isFree ??= IsFree)
            ? scope.TypeOf(name, owner, part, binder)
            : null;

    /// <summary>
    /// The annotation of a class that has one part and one attribute, and where it stands; null if the scope alone cannot tell, as where the attribute
    /// mentions a member of the class.
    /// </summary>
    /// <param name="owner">The class.</param>
    /// <param name="part">Its part.</param>
    public AnnotationArguments? AnnotationOf(INamedTypeSymbol owner, TypeDeclarationSyntax part)
    {
        if (part.AttributeLists is not [{ Target: null, Attributes: [var attribute] }]
            || owner.DeclaringSyntaxReferences.Length != 1
            || ScopeOf(owner, part) is not { } scope)
        {
            return null;
        }

        if (!AreAll(attribute.Name, _isFreeAttribute ??= IsFreeAttribute))
            return null;

        foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
        {
            if (!IsFreeValue(argument.Expression))
                return null;
        }

        return scope.AnnotationOf(attribute, owner, part, binder.Compilation);
    }

    /// <summary>Whether it is plain that a class has the annotation and no other attribute; the compiler would bind what attributes a class has.</summary>
    /// <param name="type">The class.</param>
    public bool IsAnnotatedAlone(ITypeSymbol type) =>
        type is INamedTypeSymbol { DeclaringSyntaxReferences: [var reference] } named
        && IsOwn(named)
        && reference.GetSyntax() is TypeDeclarationSyntax { AttributeLists.Count: 1 } part
        && Others.AnnotationOf(named, part) is not null;

    /// <summary>
    /// Of a class in source the one that it derives from, which can be called as it can and need not be bound anew; any other itself.
    /// </summary>
    /// <param name="type">The class.</param>
    public ITypeSymbol CallableOf(ITypeSymbol type) =>
        type is INamedTypeSymbol named && IsOwn(named) && !TorchTypes.IsModuleBase(type) && Others.BaseOf(named) is { } basis ? basis : type;

    private bool IsFreeAttribute(string name) => IsFreeInFile(name) && IsFreeInFile(name + "Attribute");

    private bool IsFreeInFile(string name) => IsFree(name) && !_scope!.MayBeLocalToFile(name, _owner!, binder.Compilation);

    private bool IsFreeValue(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax => true,
        IdentifierNameSyntax or MemberAccessExpressionSyntax => FirstOf(value) is { } name && SourceMembers.Named(_owner!, name).IsEmpty && IsFreeInFile(name),
        _ => false,
    };

    private static string? FirstOf(ExpressionSyntax value)
    {
        while (value is MemberAccessExpressionSyntax { Expression: var left })
            value = left;
        return (value as IdentifierNameSyntax)?.Identifier.ValueText;
    }

    /// <summary>The using directives that hold for a class and its bases.</summary>
    /// <param name="chain">The class and its bases in source.</param>
    /// <param name="part">The part of them that holds forward.</param>
    public FileUsings UsingsOf(ClassChain chain, TypeDeclarationSyntax part) =>
        chain.IsOnePart && ScopeOf(chain.Types[0], part) is { } scope
            ? scope.Usings ??= new FileUsings(chain, part)
            : new FileUsings(chain, part);

    /// <summary>Whether all names in a type that nothing to their left qualifies are as asked; not if it is more than names.</summary>
    public static bool AreAll(TypeSyntax type, Func<string, bool> asked) => type switch
    {
        PredefinedTypeSyntax => true,
        IdentifierNameSyntax { Identifier.ValueText: var name } => asked(name),
        GenericNameSyntax { Identifier.ValueText: var name, TypeArgumentList: var list } => asked(name) && AreAll(list, asked),
        QualifiedNameSyntax { Left: var left, Right: var right } => AreAll(left, asked) && (right is not GenericNameSyntax { TypeArgumentList: var list } || AreAll(list, asked)),
        _ => false,
    };

    private static bool AreAll(TypeArgumentListSyntax list, Func<string, bool> asked)
    {
        foreach (var argument in list.Arguments)
        {
            if (!AreAll(argument, asked))
                return false;
        }

        return true;
    }

    /// <summary>Whether a name means no type parameter, nested type or inherited member of the class.</summary>
    private bool IsFree(string name)
    {
        foreach (var type in _nested)
        {
            if (type.Name == name)
                return false;
        }

        return !(_inherited ??= _scopes!.InheritedFrom(BaseOf(_owner!))).Contains(name);
    }

    /// <summary>What a class names as its base, where names mean what they mean around it.</summary>
    private INamedTypeSymbol? WrittenBaseOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences is [var reference]
        && IsOwn(type)
        && reference.GetSyntax() is ClassDeclarationSyntax { BaseList.Types: [{ Type: var written }, ..] } part
        && ScopeOf(type, part) is { } scope
        && AreAll(written, static _ => true)
        && scope.TypeOf(written, type, part, binder) is INamedTypeSymbol { TypeKind: TypeKind.Class } basis
            ? basis
            : null;

    private NameScope? ScopeOf(INamedTypeSymbol owner, TypeDeclarationSyntax part)
    {
        if (_part != part || !ReferenceEquals(_owner, owner))
        {
            _scopes ??= NameScopes.Of(binder.Compilation);
            (_owner, _part, _scope, _nested, _inherited) = (owner, part, owner.Arity == 0 ? _scopes.Around(part) : null, owner.GetTypeMembers(), null);
        }

        return _scope;
    }
}
