using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>Finds the symbols of classes in source.</summary>
internal static class ClassSymbols
{
    /// <summary>The class that a declaration is a part of; null if it declares none.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="model">The semantic model of its file.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static INamedTypeSymbol? Of(TypeDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellation) =>
        OnlyOfItsName(declaration, model.Compilation) ?? model.GetDeclaredSymbol(declaration, cancellation) as INamedTypeSymbol;

    /// <summary>The one member of a namespace that has a declaration's name, where there is only one. The semantic model would ask it for the places that it is declared at.</summary>
    private static INamedTypeSymbol? OnlyOfItsName(TypeDeclarationSyntax declaration, Compilation compilation) =>
        declaration is { Parent: BaseNamespaceDeclarationSyntax { Parent: CompilationUnitSyntax, Name: var space }, Identifier: { IsMissing: false, ValueText: var name } }
        && Find(space, compilation.SourceModule.GlobalNamespace)?.GetMembers(name) is [INamedTypeSymbol only]
        && only.Arity == declaration.Arity
            ? only
            : null;

    // Of a namespace the compiler has the members at hand; for the types alone it would sort them out first.
    private static INamespaceOrTypeSymbol? Find(NameSyntax name, INamespaceOrTypeSymbol root)
    {
        var (home, last) = name is QualifiedNameSyntax { Left: var left, Right: var right } ? (Find(left, root), right) : (root, name as SimpleNameSyntax);
        return home is not null && last is not null && home.GetMembers(last.Identifier.ValueText) is [INamespaceSymbol space] ? space : null;
    }
}
