using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.Analyzers.Layers;

/// <summary>The classes that may be parts of annotated classes: those whose names are written in one, found once for a compilation.</summary>
internal static class NestedClasses
{
    private static readonly ConditionalWeakTable<Compilation, HashSet<string>> s_all = new();

    /// <summary>The names that annotated classes beside a class mention in its assembly.</summary>
    /// <param name="type">A class in source.</param>
    public static HashSet<string> Of(INamedTypeSymbol type) =>
        type.ContainingAssembly is ISourceAssemblySymbol { Compilation: var compilation } ? s_all.GetValue(compilation, Find) : [];

    private static HashSet<string> Find(Compilation compilation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in compilation.SyntaxTrees)
        {
            var classes = file.GetRoot().DescendantNodes(static node => node is not (BaseMethodDeclarationSyntax or StatementSyntax or ExpressionSyntax))
                .OfType<TypeDeclarationSyntax>()
                .Where(static declaration => declaration.AttributeLists.Any(static list => list.Attributes.Any(IsAnnotation)));
            foreach (var declaration in classes)
                Add(declaration, names);
        }

        return names;
    }

    // Its own name is that of its constructors, and nothing more.
    private static void Add(TypeDeclarationSyntax declaration, HashSet<string> names)
    {
        var own = declaration.Identifier.ValueText;
        foreach (var token in declaration.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText != own)
                names.Add(token.ValueText);
        }
    }

    private static bool IsAnnotation(AttributeSyntax attribute) => SyntaxNames.LastOf(attribute.Name) is "Quantize" or "QuantizeAttribute";
}
