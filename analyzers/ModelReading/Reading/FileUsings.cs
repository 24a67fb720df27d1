using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Reading;

/// <summary>The using directives that hold where a class stands.</summary>
internal sealed class FileUsings
{
    private const string Functional = "functional";
    private const string Using = "using ";
    private const string UsingStatic = "using static ";
    private const string Unsafe = "unsafe ";
    private const string TorchSharp = "TorchSharp";
    private const string GlobalTorchSharp = "global::TorchSharp";

    private readonly List<UsingDirectiveSyntax> _ofFile = [];
    private readonly List<UsingDirectiveSyntax> _ofNamespaces = [];
    private readonly List<string> _namespacesOfBases = [];
    private readonly ImmutableArray<string>[] _textsOfFile = new ImmutableArray<string>[4];
    private readonly ImmutableArray<string>[] _textsOfNamespaces = new ImmutableArray<string>[4];
    private HashSet<string>? _aliases;
    private HashSet<string>? _functional;

    /// <summary>Finds the directives around a class and the classes in source that it derives from.</summary>
    /// <param name="chain">The class and its bases.</param>
    /// <param name="declaration">The part of them that holds forward, whose directives come first.</param>
    public FileUsings(ClassChain chain, TypeDeclarationSyntax declaration)
    {
        Add(declaration);
        foreach (var (_, part) in chain.Parts)
        {
            if (part.SyntaxTree != declaration.SyntaxTree)
                Add(part);
        }

        var home = chain.Types[0].ContainingNamespace;
        foreach (var basis in chain.Bases)
        {
            if (!SymbolEqualityComparer.Default.Equals(basis.ContainingNamespace, home) && !basis.ContainingNamespace.IsGlobalNamespace)
                _namespacesOfBases.Add("using " + basis.ContainingNamespace.ToDisplayString() + ";");
        }
    }

    /// <summary>Whether a name is the file's own for something.</summary>
    public bool IsAlias(string name) => _aliases?.Contains(name) is true;

    /// <summary>Whether a name stands for <c>torch.nn.functional</c>.</summary>
    public bool IsFunctional(string name) => name == Functional || _functional?.Contains(name) is true;

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
            if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                continue;

            var text = SyntaxNames.OnOneLine(directive);
            if (MayMatter(directive, text, keepsNamespaces, keepsStatics) && !texts.Contains(text))
                texts.Add(text);
        }

        return texts.DrainToImmutable();
    }

    /// <summary>Of a forward whose every name is explained, TorchSharp's directives and aliases are enough.</summary>
    private static bool MayMatter(UsingDirectiveSyntax directive, string text, bool keepsNamespaces, bool keepsStatics)
    {
        var isStatic = directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword);
        if (directive.Alias is not null || (isStatic ? keepsStatics : keepsNamespaces))
            return true;

        var start = (isStatic ? UsingStatic.Length : Using.Length) + (directive.UnsafeKeyword.IsKind(SyntaxKind.UnsafeKeyword) ? Unsafe.Length : 0);
        var end = start + TorchSharp.Length;
        return IsAt(start, GlobalTorchSharp, text) || (IsAt(start, TorchSharp, text) && (end == text.Length || text[end] is '.' or ';'));
    }

    private static bool IsAt(int place, string name, string text) => string.CompareOrdinal(text, place, name, 0, name.Length) == 0;

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
        var place = 0;
        foreach (var directive in usings)
        {
            target.Insert(place++, directive);
            if (directive.Alias is not { Name.Identifier.ValueText: var alias })
                continue;

            (_aliases ??= new(StringComparer.Ordinal)).Add(alias);
            if (SyntaxNames.LastOf(directive.NamespaceOrType) == Functional)
                (_functional ??= new(StringComparer.Ordinal)).Add(alias);
        }
    }
}
