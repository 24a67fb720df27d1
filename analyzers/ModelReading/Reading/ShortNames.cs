using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>Writes types as short as the using directives allow that the twin takes over: those around the class, and around its bases.</summary>
/// <param name="model">The semantic model of the class's file.</param>
/// <param name="declaration">The class.</param>
internal sealed class ShortNames(SemanticModel model, TypeDeclarationSyntax declaration)
{
    private static readonly SymbolDisplayFormat s_format =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary><c>Module&lt;Tensor, Tensor&gt;</c>.</summary>
    public string AnyLayer
    {
        get
        {
            var compilation = model.Compilation;
            return compilation.GetTypeByMetadataName("TorchSharp.torch+nn+Module`2") is { } module && compilation.GetTypeByMetadataName("TorchSharp.torch+Tensor") is { } tensor
                ? Of(module.Construct(tensor, tensor))
                : "global::TorchSharp.torch.nn.Module<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>";
        }
    }

    /// <summary>A type.</summary>
    public string Of(ITypeSymbol type)
    {
        var text = type.ToMinimalDisplayString(model, PlaceIn(declaration), s_format);
        return IsSimple(text) || !IsNamedInBase(type) ? text : type.Name;
    }

    /// <summary>Where only a type can stand, so that a static import's method, such as the factory of a layer's name, is not in the way.</summary>
    private static int PlaceIn(TypeDeclarationSyntax part) => part.BaseList is { Types: [var first, ..] } ? first.SpanStart : part.SpanStart;

    private static bool IsSimple(string text) => text.IndexOf('.') < 0;

    /// <summary>Whether the file of a base class has a bare name for a type that the class's own file has for nothing.</summary>
    private bool IsNamedInBase(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { IsGenericType: false } || !model.LookupNamespacesAndTypes(declaration.SpanStart, container: null, type.Name).IsEmpty)
            return false;

        for (var basis = (model.GetDeclaredSymbol(declaration) as INamedTypeSymbol)?.BaseType; basis is not null; basis = basis.BaseType)
        {
            if (!model.Compilation.Declares(basis))
                return false;

            foreach (var reference in basis.DeclaringSyntaxReferences)
            {
                var other = reference.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(reference.SyntaxTree);
                if (reference.GetSyntax() is TypeDeclarationSyntax part
                    && type.ToMinimalDisplayString(other, PlaceIn(part), s_format) == type.Name)
                    return true;
            }
        }

        return false;
    }
}
