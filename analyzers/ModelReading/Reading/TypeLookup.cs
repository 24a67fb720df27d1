using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Looks names up by the rules of the language at a place in a namespace, outside every class, where nothing but namespaces around it and the using
/// directives at the top of files can give them a meaning. The compiler finds the same, but makes ready for much more: the first name that it
/// binds in a file costs as much as reading the rest of a small class. What is not plain here is left to it.
/// </summary>
internal sealed class TypeLookup
{
    private readonly ImmutableArray<INamespaceOrTypeSymbol> _around;
    private readonly ImmutableArray<INamespaceOrTypeSymbol> _imports;
    private readonly HashSet<string>? _aliases;
    private readonly NameScopes _scopes;

    private TypeLookup(
        ImmutableArray<INamespaceOrTypeSymbol> around, ImmutableArray<INamespaceOrTypeSymbol> imports, HashSet<string>? aliases, Compilation compilation, NameScopes scopes) =>
        (_around, _imports, _aliases, Compilation, _scopes) = (around, imports, aliases, compilation, scopes);

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; }

    /// <summary>The lookup in a namespace; null if what stands around it is not plain: directives inside a namespace, extern aliases, directives that cannot be followed.</summary>
    /// <param name="space">The namespace's declaration.</param>
    /// <param name="symbol">The namespace.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="scopes">What is known of the compilation's using directives and generic types.</param>
    public static TypeLookup? In(BaseNamespaceDeclarationSyntax space, INamespaceSymbol symbol, Compilation compilation, NameScopes scopes)
    {
        SyntaxNode? node = space;
        for (; node is BaseNamespaceDeclarationSyntax { Usings.Count: 0, Externs.Count: 0 }; node = node.Parent)
        {
        }

        if (node is not CompilationUnitSyntax { Externs.Count: 0 } file)
            return null;

        var global = CompilationFacts.Of(compilation).Heads.GlobalUsings;
        var imports = ImmutableArray.CreateBuilder<INamespaceOrTypeSymbol>(global.Length + file.Usings.Count);
        if ((!global.IsEmpty && !scopes.TryImport(global, compilation, imports)) || !scopes.TryImport(file.Usings, compilation, imports))
            return null;

        HashSet<string>? aliases = null;
        foreach (var directive in global)
            AddAlias(directive, ref aliases);
        foreach (var directive in file.Usings)
            AddAlias(directive, ref aliases);

        var around = ImmutableArray.CreateBuilder<INamespaceOrTypeSymbol>();
        for (var home = compilation.GetCompilationNamespace(symbol); home is not null; home = home.ContainingNamespace)
            around.Add(home);
        return new TypeLookup(around.ToImmutable(), imports.DrainToImmutable(), aliases, compilation, scopes);
    }

    private static void AddAlias(UsingDirectiveSyntax directive, ref HashSet<string>? aliases)
    {
        if (directive.Alias is { Name.Identifier.ValueText: var alias })
            (aliases ??= new(StringComparer.Ordinal)).Add(alias);
    }

    /// <summary>The type that is written; null if that is not plain.</summary>
    /// <param name="written">The type: a name with or without type arguments, or several with dots between them.</param>
    public INamedTypeSymbol? TypeOf(TypeSyntax written)
    {
        switch (written)
        {
            case SimpleNameSyntax name:
                return TryFind(name.Identifier, name.Arity, out var type) ? WithArguments(type, name) : null;
            case QualifiedNameSyntax { Left: var left, Right: var name }:
                return TypeOf(left) is { IsGenericType: false } outer
                    && IsPlain(name.Identifier)
                    && outer.GetTypeMembers(name.Identifier.ValueText, name.Arity) is [{ DeclaredAccessibility: Accessibility.Public } nested]
                        ? WithArguments(nested, name)
                        : null;
            default:
                return null;
        }
    }

    /// <summary>Finds a type by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type; null if the name means nothing at all.</param>
    /// <returns>False if it is not plain what the name means.</returns>
    public bool TryFind(string name, out INamedTypeSymbol? type) => TryFind(name, 0, out type);

    /// <summary>The member of an enumeration that a name alone stands for, by a static import; null if that is not plain.</summary>
    public IFieldSymbol? MemberOfEnum(string name)
    {
        if (_aliases?.Contains(name) is true || _around.Any(home => !home.GetMembers(name).IsEmpty))
            return null;

        IFieldSymbol? found = null;
        foreach (var import in _imports)
        {
            foreach (var member in import.GetMembers(name))
            {
                if (member is not IFieldSymbol { HasConstantValue: true, ContainingType.TypeKind: TypeKind.Enum } field || IsOther(found, field))
                    return null;
                found = field;
            }
        }

        return found;
    }

    private bool TryFind(SyntaxToken name, int arity, out INamedTypeSymbol? type)
    {
        type = null;
        return IsPlain(name) && TryFind(name.ValueText, arity, out type);
    }

    private bool TryFind(string name, int arity, out INamedTypeSymbol? type)
    {
        type = null;
        foreach (var home in _around)
        {
            if (home.GetMembers(name) is not { IsEmpty: false } members)
                continue;

            // A type of the same name in a library gives way, with a warning that is the compiler's to give.
            type = members is [INamedTypeSymbol { IsFileLocal: false } only] && only.Arity == arity && (IsPublic(only) || Compilation.Declares(only)) ? only : null;
            return type is not null;
        }

        if (_aliases?.Contains(name) is true)
            return false;

        foreach (var import in _imports)
        {
            foreach (var candidate in import.GetTypeMembers(name))
            {
                if (candidate.Arity != arity)
                    continue;
                if (!IsPublic(candidate) || IsOther(type, candidate))
                    return false;
                type = candidate;
            }
        }

        return true;
    }

    private INamedTypeSymbol? WithArguments(INamedTypeSymbol? definition, SimpleNameSyntax name)
    {
        if (definition is null || name is not GenericNameSyntax { TypeArgumentList.Arguments: var written })
            return definition;

        var arguments = new ITypeSymbol[written.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (TypeOf(written[i]) is not { } argument)
                return null;
            arguments[i] = argument;
        }

        return _scopes.Construct(definition, arguments);
    }

    /// <summary>Names like <c>dynamic</c> are found nowhere, and so are left to the compiler; one with an escape may be a keyword.</summary>
    private static bool IsPlain(SyntaxToken name) => name is { IsMissing: false, ValueText.Length: > 0 } && name.Text.Length == name.ValueText.Length;

    /// <summary>Two directives may bring the same.</summary>
    private static bool IsOther(ISymbol? found, ISymbol symbol) => found is not null && !SymbolEqualityComparer.Default.Equals(found, symbol);

    private static bool IsPublic(ISymbol symbol) => symbol.DeclaredAccessibility == Accessibility.Public;
}
