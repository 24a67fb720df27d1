using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Reading;

/// <summary>The using directives that hold where a class stands.</summary>
internal sealed class FileUsings
{
    private readonly List<UsingDirectiveSyntax> _ofFile = [];
    private readonly List<UsingDirectiveSyntax> _ofNamespaces = [];
    private readonly List<string> _namespacesOfBases = [];
    private readonly ImmutableArray<string>[] _textsOfFile = new ImmutableArray<string>[4];
    private readonly ImmutableArray<string>[] _textsOfNamespaces = new ImmutableArray<string>[4];
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _functional = new(StringComparer.Ordinal) { "functional" };

    /// <summary>Finds the directives around a class and the classes in source that it derives from.</summary>
    /// <param name="chain">The class and its bases.</param>
    /// <param name="declaration">The part of them that holds forward, whose directives come first.</param>
    public FileUsings(ImmutableArray<INamedTypeSymbol> chain, TypeDeclarationSyntax declaration)
    {
        Add(declaration);
        foreach (var type in chain)
        {
            foreach (var reference in type.DeclaringSyntaxReferences)
            {
                if (reference.SyntaxTree != declaration.SyntaxTree && reference.GetSyntax() is TypeDeclarationSyntax part)
                    Add(part);
            }

            if (!SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, chain[0].ContainingNamespace) && !type.ContainingNamespace.IsGlobalNamespace)
                _namespacesOfBases.Add("using " + type.ContainingNamespace.ToDisplayString() + ";");
        }
    }

    /// <summary>Whether a name is the file's own for something.</summary>
    public bool IsAlias(string name) => _aliases.Contains(name);

    /// <summary>Whether a name stands for <c>torch.nn.functional</c>.</summary>
    public bool IsFunctional(string name) => _functional.Contains(name);

    /// <summary>The directives at the top of the file, as written, of which the twin may need any.</summary>
    /// <param name="keepsNamespaces">Whether it may need namespaces other than TorchSharp's.</param>
    /// <param name="keepsStatics">Whether it may need static members of others than TorchSharp's types.</param>
    public EquatableArray<string> OfFile(bool keepsNamespaces, bool keepsStatics) =>
        _namespacesOfBases.Count == 0
            ? Texts(_ofFile, _textsOfFile, keepsNamespaces, keepsStatics)
            : Texts(_ofFile, _textsOfFile, keepsNamespaces, keepsStatics).Concat(_namespacesOfBases).Distinct(StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The directives inside the namespace.</summary>
    /// <param name="keepsNamespaces">Whether the twin may need namespaces other than TorchSharp's.</param>
    /// <param name="keepsStatics">Whether it may need static members of others than TorchSharp's types.</param>
    public EquatableArray<string> OfNamespaces(bool keepsNamespaces, bool keepsStatics) => Texts(_ofNamespaces, _textsOfNamespaces, keepsNamespaces, keepsStatics);

    private static EquatableArray<string> Texts(List<UsingDirectiveSyntax> usings, ImmutableArray<string>[] known, bool keepsNamespaces, bool keepsStatics)
    {
        if (usings.Count == 0)
            return default;

        ref var texts = ref known[(keepsNamespaces ? 1 : 0) + (keepsStatics ? 2 : 0)];
        if (texts.IsDefault)
            texts = Texts(usings, keepsNamespaces, keepsStatics);
        return new EquatableArray<string>(texts);
    }

    private static ImmutableArray<string> Texts(List<UsingDirectiveSyntax> usings, bool keepsNamespaces, bool keepsStatics)
    {
        var texts = ImmutableArray.CreateBuilder<string>(usings.Count);
        foreach (var directive in usings)
        {
            if (MayMatter(directive, keepsNamespaces, keepsStatics) && SyntaxNames.OnOneLine(directive) is var text && !texts.Contains(text))
                texts.Add(text);
        }

        return texts.DrainToImmutable();
    }

    /// <summary>Of a forward whose every name is explained, TorchSharp's directives and aliases are enough.</summary>
    private static bool MayMatter(UsingDirectiveSyntax directive, bool keepsNamespaces, bool keepsStatics)
    {
        if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
            return false;
        if (directive.Alias is not null || (directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) ? keepsStatics : keepsNamespaces))
            return true;

        var name = SyntaxNames.OnOneLine(directive.NamespaceOrType);
        return name == "TorchSharp" || name.StartsWith("TorchSharp.", StringComparison.Ordinal) || name.StartsWith("global::TorchSharp", StringComparison.Ordinal);
    }

    private void Add(TypeDeclarationSyntax declaration)
    {
        for (var node = declaration.Parent; node is not null; node = node.Parent)
        {
            if (node is CompilationUnitSyntax file)
                Add(file.Usings, _ofFile);
            else if (node is BaseNamespaceDeclarationSyntax space)
                Add(space.Usings, _ofNamespaces);
        }
    }

    private void Add(SyntaxList<UsingDirectiveSyntax> usings, List<UsingDirectiveSyntax> target)
    {
        target.InsertRange(0, usings);
        foreach (var directive in usings)
        {
            if (directive.Alias is not { Name.Identifier.ValueText: var alias })
                continue;

            _aliases.Add(alias);
            if (SyntaxNames.LastOf(directive.NamespaceOrType) == "functional")
                _functional.Add(alias);
        }
    }
}
