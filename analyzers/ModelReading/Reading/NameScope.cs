using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// What names mean in a namespace under the using directives of a file. It is found once for all classes of a compilation that stand in the same
/// namespace under the same directives; the compiler would look every name up anew in each class, first among the members of all of its bases,
/// whose type arguments it substitutes every time.
/// </summary>
internal sealed class NameScope
{
    private readonly Dictionary<string, ITypeSymbol?> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _local = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeData?> _annotations = new(StringComparer.Ordinal);

    /// <summary>The directives around a class that has one part and no base in source; null until one was looked at.</summary>
    public FileUsings? Usings { get; set; }

    /// <summary>The type that a name stands for; null if that cannot be told here.</summary>
    /// <param name="written">The name, without a <c>?</c>.</param>
    /// <param name="part">A part of a class in this scope.</param>
    /// <param name="model">The semantic model of its file.</param>
    public ITypeSymbol? TypeOf(TypeSyntax written, TypeDeclarationSyntax part, SemanticModel model)
    {
        var text = written is IdentifierNameSyntax name ? name.Identifier.Text : written.ToString();
        lock (_types)
        {
            if (!_types.TryGetValue(text, out var type))
                _types.Add(text, type = Find(written, part, model));
            return type;
        }
    }

    /// <summary>The annotation that an attribute's text stands for; null if it is no annotation.</summary>
    /// <param name="text">The attribute as written.</param>
    /// <param name="bind">Binds it, at the first class that has it.</param>
    public AttributeData? AnnotationOf(string text, Func<AttributeData?> bind)
    {
        lock (_annotations)
        {
            if (!_annotations.TryGetValue(text, out var annotation))
                _annotations.Add(text, annotation = bind());
            return annotation;
        }
    }

    /// <summary>Whether a name may mean a type in one file and another one in the next, though both have the same directives.</summary>
    /// <param name="name">The name.</param>
    /// <param name="part">A part of a class in this scope.</param>
    /// <param name="model">The semantic model of its file.</param>
    public bool MayBeLocalToFile(string name, TypeDeclarationSyntax part, SemanticModel model)
    {
        if (!DeclaredNames.Of(model.Compilation).IsInSource(name))
            return false;

        lock (_local)
        {
            if (!_local.TryGetValue(name, out var isLocal))
                _local.Add(name, isLocal = IsLocalToFile(name, part, model));
            return isLocal;
        }
    }

    private static bool IsLocalToFile(string name, TypeDeclarationSyntax part, SemanticModel model)
    {
        for (var home = model.GetDeclaredSymbol(part)?.ContainingNamespace; home is not null; home = home.ContainingNamespace)
        {
            foreach (var type in home.GetTypeMembers(name))
            {
                if (type.IsFileLocal)
                    return true;
            }
        }

        return false;
    }

    private ITypeSymbol? Find(TypeSyntax written, TypeDeclarationSyntax part, SemanticModel model)
    {
        // At its closing brace a class's own names are none any more.
        return DeclaredTypes.AreAll(written, name => !MayBeLocalToFile(name, part, model))
            && model.GetSpeculativeTypeInfo(part.CloseBraceToken.SpanStart, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Type is INamedTypeSymbol { TypeKind: not TypeKind.Error } type
            ? type
            : null;
    }
}
