using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.ModelReading.Reading;

/// <summary>The scopes of a compilation's classes, and what classes inherit from those that they derive from.</summary>
internal sealed class NameScopes
{
    private const string Global = "global::";

    private static readonly ConditionalWeakTable<INamedTypeSymbol, HashSet<string>> s_ofMetadata = new();
    private static readonly HashSet<string> s_none = [];

    private readonly Dictionary<object, NameScope> _scopes = [];
    private readonly Dictionary<ISymbol, HashSet<string>> _inherited = new(SymbolEqualityComparer.Default);
    private readonly List<(INamespaceOrTypeSymbol Home, string Name, INamespaceOrTypeSymbol? Found)> _steps = [];
    private readonly List<INamedTypeSymbol> _constructed = [];

    /// <summary>The scopes of a compilation.</summary>
    public static NameScopes Of(Compilation compilation) => CompilationFacts.Of(compilation).Scopes;

    /// <summary>The scope that a part of a class stands in; null inside another type, and outside all namespaces.</summary>
    /// <param name="part">The part.</param>
    public NameScope? Around(TypeDeclarationSyntax part)
    {
        if (part.Parent is not BaseNamespaceDeclarationSyntax space || !part.CloseBraceToken.IsKind(SyntaxKind.CloseBraceToken) || part.CloseBraceToken.IsMissing)
            return null;

        var key = KeyOf(space);
        lock (_scopes)
        {
            if (!_scopes.TryGetValue(key, out var scope))
                _scopes.Add(key, scope = new NameScope(this));
            return scope;
        }
    }

    /// <summary>Adds the namespaces and types that using directives at the top of a file bring; false if one of them is not plain names, or an extern alias may be meant.</summary>
    /// <param name="directives">The directives, of which aliases are passed over.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="imports">Takes what they bring.</param>
    public bool TryImport(IEnumerable<UsingDirectiveSyntax> directives, Compilation compilation, ImmutableArray<INamespaceOrTypeSymbol>.Builder imports)
    {
        lock (_steps)
        {
            // An editor puts a text together from pieces whenever it is asked for as a whole.
            var (file, text) = (default(SyntaxTree), "");
            foreach (var directive in directives)
            {
                if (directive.Alias is not null)
                    continue;
                if (directive.SyntaxTree != file)
                    (file, text) = (directive.SyntaxTree, directive.SyntaxTree.GetText().ToString());
                if (Imported(directive, text, compilation) is not { } import)
                    return false;
                imports.Add(import);
            }
        }

        return true;
    }

    /// <summary>A generic type with arguments. Nearly all classes derive from the same one, and the compiler would find out about each copy anew.</summary>
    /// <param name="definition">The generic type.</param>
    /// <param name="arguments">The arguments.</param>
    public INamedTypeSymbol Construct(INamedTypeSymbol definition, ITypeSymbol[] arguments)
    {
        lock (_constructed)
        {
            foreach (var known in _constructed)
            {
                if (SymbolEqualityComparer.Default.Equals(known.OriginalDefinition, definition) && AreArguments(known, arguments))
                    return known;
            }

            var constructed = definition.Construct(arguments);
            _constructed.Add(constructed);
            return constructed;
        }
    }

    private static bool AreArguments(INamedTypeSymbol type, ITypeSymbol[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!SymbolEqualityComparer.Default.Equals(type.TypeArguments[i], arguments[i]))
                return false;
        }

        return true;
    }

    private INamespaceOrTypeSymbol? Imported(UsingDirectiveSyntax directive, string text, Compilation compilation)
    {
        if (directive.Parent is not CompilationUnitSyntax { Externs.Count: 0 })
            return null;

        var import = Follow(text, directive.NamespaceOrType.Span, compilation.GlobalNamespace);
        return import?.IsType == directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) ? import : null;
    }

    /// <summary>The names of the members and nested types that a class inherits from another one, which code inside it would mean.</summary>
    /// <param name="derivedFrom">The other one.</param>
    public HashSet<string> InheritedFrom(INamedTypeSymbol? derivedFrom)
    {
        if (derivedFrom?.OriginalDefinition is not { } basis)
            return s_none;

        // Compilations share the symbols of their references.
        if (basis.DeclaringSyntaxReferences.IsEmpty)
            return s_ofMetadata.GetValue(basis, NamesIn);

        lock (_inherited)
        {
            if (!_inherited.TryGetValue(basis, out var names))
                _inherited.Add(basis, names = NamesIn(basis));
            return names;
        }
    }

    /// <summary>
    /// What decides on the meaning of a name from the outside: the text from the first using directive to the end of the innermost namespace's
    /// head. Where directives of the preprocessor may change what a text means, or libraries have aliases, each namespace of a file has its own.
    /// </summary>
    private static object KeyOf(BaseNamespaceDeclarationSyntax space)
    {
        SyntaxNode first = space;
        for (SyntaxNode? node = space; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case BaseNamespaceDeclarationSyntax { Externs.Count: > 0 } or CompilationUnitSyntax { Externs.Count: > 0 } or CompilationUnitSyntax { ContainsDirectives: true }:
                    return new Place(space.SyntaxTree, space);
                case BaseNamespaceDeclarationSyntax:
                    first = node;
                    break;
                case CompilationUnitSyntax { Usings: [var directive, ..] }:
                    first = directive;
                    break;
            }
        }

        var end = space switch
        {
            { Usings: [.., var last] } => last.Span.End,
            NamespaceDeclarationSyntax { OpenBraceToken: var brace } => brace.SpanStart,
            _ => space.Name.Span.End,
        };
        return space.SyntaxTree.GetText().ToString(TextSpan.FromBounds(first.SpanStart, end));
    }

    private static HashSet<string> NamesIn(INamedTypeSymbol basis)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var definition = basis; definition is not null; definition = definition.BaseType?.OriginalDefinition)
        {
            names.UnionWith(definition.MemberNames);
            names.UnionWith(definition.GetTypeMembers().Select(static type => type.Name));
        }

        return names;
    }

    /// <summary>What a name stands for in a directive, whose names begin outside all namespaces; null if it is more than identifiers with dots between them.</summary>
    private INamespaceOrTypeSymbol? Follow(string text, TextSpan name, INamespaceSymbol root)
    {
        INamespaceOrTypeSymbol? home = root;
        var start = string.CompareOrdinal(text, name.Start, Global, 0, Global.Length) == 0 ? name.Start + Global.Length : name.Start;
        while (true)
        {
            var end = start;
            while (end < name.End && SyntaxFacts.IsIdentifierPartCharacter(text[end]))
                end++;

            home = Step(home, text, start, end - start);
            if (home is null || end == name.End)
                return home;
            if (text[end] != '.')
                return null;
            start = end + 1;
        }
    }

    /// <summary>What a name means in a namespace or type; most directives of a file begin with the same names.</summary>
    private INamespaceOrTypeSymbol? Step(INamespaceOrTypeSymbol home, string text, int start, int length)
    {
        foreach (var step in _steps)
        {
            if (ReferenceEquals(step.Home, home) && step.Name.Length == length && string.CompareOrdinal(step.Name, 0, text, start, length) == 0)
                return step.Found;
        }

        var name = text.Substring(start, length);
        var found = home.GetMembers(name) is [INamespaceOrTypeSymbol only] && IsReachable(only) ? only : null;
        _steps.Add((home, name, found));
        return found;
    }

    private static bool IsReachable(INamespaceOrTypeSymbol symbol) => symbol is INamespaceSymbol or INamedTypeSymbol { Arity: 0, DeclaredAccessibility: Accessibility.Public };

    private sealed record Place(SyntaxTree File, BaseNamespaceDeclarationSyntax Space);
}
