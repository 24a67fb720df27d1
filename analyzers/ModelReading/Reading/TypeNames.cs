using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Writes types as the twin's file can: as the user wrote them, where the twin reads the same text the same way, else in
/// full. The twin stands in the same namespace and the same containing types, but not inside the class.
/// </summary>
/// <param name="chain">The annotated class and its bases in source, whose files' using directives the twin carries over.</param>
/// <param name="baseType">TorchSharp's class that the class derives from, as written.</param>
/// <param name="short">Writes types as short as the file allows.</param>
internal sealed class TypeNames(ClassChain chain, string baseType, ShortNames @short)
{
    private static readonly SymbolDisplayFormat s_full =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly INamedTypeSymbol _owner = chain.Types[0];
    private Func<INamedTypeSymbol, bool>? _isInsideOwner;
    private Func<INamedTypeSymbol, bool>? _isFromElsewhere;
    private Func<INamedTypeSymbol, bool>? _isHidden;
    private INamespaceSymbol? _lastNamespace;
    private bool _isLastElsewhere;

    /// <summary>The names of types that were not written as the user wrote them.</summary>
    public HashSet<string> OutsideNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a type was written that the file's TorchSharp usings and the class's own namespace do not explain.</summary>
    public bool NeedsOtherUsings { get; private set; }

    /// <summary>A type's text and whether its <c>?</c> was dropped.</summary>
    /// <param name="type">The type.</param>
    /// <param name="written">How the user wrote it, or null if it was inferred.</param>
    public (string Text, bool IsNullable) Write(ITypeSymbol type, TypeSyntax? written)
    {
        var isNullable = type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
        var bare = written is NullableTypeSyntax { ElementType: var element } && type.IsReferenceType ? element : written;

        if (bare is not null && IsInFileOfClass(bare) && !Mentions(type, _isInsideOwner ??= IsInsideOwner))
        {
            NeedsOtherUsings = NeedsOtherUsings || Mentions(type, _isFromElsewhere ??= IsFromElsewhere);
            return (SyntaxNames.OnOneLine(bare), isNullable);
        }

        if (type is INamedTypeSymbol { IsGenericType: false, ContainingType: { } outer } && SymbolEqualityComparer.Default.Equals(outer, _owner))
            return (_owner.Name + "." + type.Name, isNullable);

        return (Short(type.WithNullableAnnotation(NullableAnnotation.None)), isNullable);
    }

    /// <summary><c>Module&lt;Tensor, Tensor&gt;</c>, as short as the class writes its own base if that is the same.</summary>
    public string AnyLayer => field ??= TorchTypes.MapsTensorToTensor(_owner)
        ? baseType
        : @short.AnyLayer;

    /// <summary>How the twin names the class that a static member or nested type stands in.</summary>
    public string Reference(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type, _owner)
            ? type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)
            : Short(type);

    private bool IsInFileOfClass(TypeSyntax written)
    {
        foreach (var (_, part) in chain.Parts)
        {
            if (part.SyntaxTree == written.SyntaxTree)
                return true;
        }

        return false;
    }

    private string Short(ITypeSymbol type)
    {
        if (Mentions(type, _isInsideOwner ??= IsInsideOwner))
            return type.ToDisplayString(s_full);

        NeedsOtherUsings = NeedsOtherUsings || Mentions(type, _isFromElsewhere ??= IsFromElsewhere);
        Mentions(type, NoteName);
        return @short.Of(type);
    }

    /// <summary>What stands near the class hides what using directives bring; other names a further directive could make ambiguous.</summary>
    private bool NoteName(INamedTypeSymbol type)
    {
        if (IsFromElsewhere(type))
            OutsideNames.Add(type.Name);
        return false;
    }

    /// <summary>How a documentation comment of the twin names a class.</summary>
    public string Cref(INamedTypeSymbol type) => Reference(type.OriginalDefinition).Replace('<', '{').Replace('>', '}');

    /// <summary>Whether the twin may name a type in the signature of its constructor.</summary>
    public bool CanName(ITypeSymbol type) => !Mentions(type, _isHidden ??= IsHidden);

    private static bool Mentions(ITypeSymbol type, Func<INamedTypeSymbol, bool> matches)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Mentions(array.ElementType, matches);
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                {
                    if (Mentions(argument, matches))
                        return true;
                }

                return matches(named);
            default:
                return false;
        }
    }

    private bool IsInsideOwner(INamedTypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(outer, _owner))
                return true;
        }

        return false;
    }

    /// <summary>A type is hidden if it, or one around it, is private to a class that the twin is not as deeply hidden in.</summary>
    private bool IsHidden(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (IsPrivate(part) && !IsHiddenIn(part.ContainingType))
                return true;
        }

        return false;
    }

    private bool IsHiddenIn(INamedTypeSymbol? container)
    {
        for (var part = _owner; part is not null; part = part.ContainingType)
        {
            if (IsPrivate(part) && SymbolEqualityComparer.Default.Equals(part.ContainingType, container))
                return true;
        }

        return false;
    }

    private bool IsFromElsewhere(INamedTypeSymbol type)
    {
        // Layers are next to each other, and nearly all are TorchSharp's.
        var home = type.ContainingNamespace;
        if (home is null || !ReferenceEquals(home, _lastNamespace))
            (_lastNamespace, _isLastElsewhere) = (home, !IsTorchSharps(home) && !IsAround(home));
        return _isLastElsewhere && type.SpecialType == SpecialType.None && !type.IsTupleType && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;
    }

    private static bool IsTorchSharps(INamespaceSymbol? home)
    {
        INamespaceSymbol? outermost = null;
        for (var space = home; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            outermost = space;
        return outermost is { Name: "TorchSharp" };
    }

    private bool IsAround(INamespaceSymbol? home)
    {
        for (var scope = _owner.ContainingNamespace; scope is not null; scope = scope.ContainingNamespace)
        {
            if (SymbolEqualityComparer.Default.Equals(scope, home))
                return true;
        }

        return false;
    }

    private static bool IsPrivate(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;
}
