using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// What names mean in a namespace under the using directives of a file. It is found once for all classes of a compilation that stand in the same
/// namespace under the same directives; the compiler would look every name up anew in each class, first among the members of all of its bases,
/// whose type arguments it substitutes every time.
/// </summary>
/// <param name="scopes">The scopes of the compilation.</param>
internal sealed class NameScope(NameScopes scopes)
{
    private readonly Dictionary<string, ITypeSymbol?> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AnnotationArguments?> _annotations = new(StringComparer.Ordinal);

    // Few names are those of types in source, so few scopes need it.
    private Dictionary<string, bool>? _local;

    // Whoever comes first makes it; two at once make the same.
    private StrongBox<TypeLookup?>? _lookup;

    /// <summary>The directives around a class that has one part and no base in source; null until one was looked at.</summary>
    public FileUsings? Usings { get; set; }

    /// <summary>The type that a name stands for; null if that cannot be told here.</summary>
    /// <param name="written">The name, without a <c>?</c>.</param>
    /// <param name="owner">A class in this scope.</param>
    /// <param name="part">A part of it.</param>
    /// <param name="binder">Gives the semantic model of its file.</param>
    public ITypeSymbol? TypeOf(TypeSyntax written, INamedTypeSymbol owner, TypeDeclarationSyntax part, ExpressionBinder binder)
    {
        var text = written is IdentifierNameSyntax name ? name.Identifier.Text : SyntaxNames.TextOf(written);
        lock (_types)
        {
            if (!_types.TryGetValue(text, out var type))
                _types.Add(text, type = Find(written, owner, part, binder));
            return type;
        }
    }

    /// <summary>The annotation that an attribute's text stands for; null if it is no annotation.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="owner">The class that it stands on.</param>
    /// <param name="part">The part of the class, in this scope.</param>
    /// <param name="compilation">The compilation.</param>
    public AnnotationArguments? AnnotationOf(AttributeSyntax attribute, INamedTypeSymbol owner, TypeDeclarationSyntax part, Compilation compilation)
    {
        var text = SyntaxNames.TextOf(attribute);
        lock (_annotations)
        {
            // Where its text does not tell, it is bound at the first class that has it.
            if (!_annotations.TryGetValue(text, out var annotation))
                _annotations.Add(text, annotation = (LookupAt(owner, part, compilation) is { } lookup ? AnnotationArguments.Written(attribute, lookup) : null) ?? AnnotationArguments.Of(TorchTypes.AnnotationOf(owner)));
            return annotation;
        }
    }

    /// <summary>Whether a name may mean a type in one file and another one in the next, though both have the same directives.</summary>
    /// <param name="name">The name.</param>
    /// <param name="owner">A class in this scope.</param>
    /// <param name="compilation">The compilation.</param>
    public bool MayBeLocalToFile(string name, INamedTypeSymbol owner, Compilation compilation)
    {
        if (!DeclaredNames.Of(compilation).IsInSource(name))
            return false;

        lock (_types)
        {
            _local ??= new(StringComparer.Ordinal);
            if (!_local.TryGetValue(name, out var isLocal))
                _local.Add(name, isLocal = IsLocalToFile(name, owner));
            return isLocal;
        }
    }

    private static bool IsLocalToFile(string name, INamedTypeSymbol owner)
    {
        for (var home = owner.ContainingNamespace; home is not null; home = home.ContainingNamespace)
        {
            foreach (var type in home.GetTypeMembers(name))
            {
                if (type.IsFileLocal)
                    return true;
            }
        }

        return false;
    }

    private ITypeSymbol? Find(TypeSyntax written, INamedTypeSymbol owner, TypeDeclarationSyntax part, ExpressionBinder binder) =>
        LookupAt(owner, part, binder.Compilation)?.TypeOf(written) ?? Bind(written, owner, part, binder);

    private INamedTypeSymbol? Bind(TypeSyntax written, INamedTypeSymbol owner, TypeDeclarationSyntax part, ExpressionBinder binder)
    {
        // At its closing brace a class's own names are none any more.
        return DeclaredTypes.AreAll(written, name => !MayBeLocalToFile(name, owner, binder.Compilation))
            && binder.ModelOf(part.SyntaxTree).GetSpeculativeTypeInfo(part.CloseBraceToken.SpanStart, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Type is INamedTypeSymbol { TypeKind: not TypeKind.Error } type
            ? type
            : null;
    }

    private TypeLookup? LookupAt(INamedTypeSymbol owner, TypeDeclarationSyntax part, Compilation compilation) =>
        (_lookup ??= new(part.Parent is BaseNamespaceDeclarationSyntax space ? TypeLookup.In(space, owner.ContainingNamespace, compilation, scopes) : null)).Value;
}
