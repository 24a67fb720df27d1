using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.Analyzers.Layers;

/// <summary>The classes that may be parts of annotated classes: those whose names are written in one, found once for a compilation.</summary>
internal static class NestedClasses
{
    private static readonly ConditionalWeakTable<Compilation, List<(TypeDeclarationSyntax Class, HashSet<string> Names)>> s_all = new();

    /// <summary>The declarations of annotated classes, in the compilation of a class and beside it, that mention its name.</summary>
    /// <param name="type">A class in source.</param>
    public static IEnumerable<TypeDeclarationSyntax> Around(INamedTypeSymbol type) => type.ContainingAssembly is ISourceAssemblySymbol { Compilation: var compilation }
        ? s_all.GetValue(compilation, Find).Where(entry => entry.Names.Contains(type.Name)).Select(static entry => entry.Class)
        : [];

    private static List<(TypeDeclarationSyntax Class, HashSet<string> Names)> Find(Compilation compilation)
    {
        var all = new List<(TypeDeclarationSyntax Class, HashSet<string> Names)>();
        foreach (var file in compilation.SyntaxTrees)
        {
            var classes = file.GetRoot().DescendantNodes(static node => node is not (BaseMethodDeclarationSyntax or StatementSyntax or ExpressionSyntax))
                .OfType<TypeDeclarationSyntax>()
                .Where(static declaration => declaration.AttributeLists.Any(static list => list.Attributes.Any(IsAnnotation)));
            foreach (var declaration in classes)
                all.Add((declaration, NamesIn(declaration)));
        }

        return all;
    }

    // Its own name is that of its constructors, and nothing more.
    private static HashSet<string> NamesIn(TypeDeclarationSyntax declaration)
    {
        var own = declaration.Identifier.ValueText;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in declaration.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText != own)
                names.Add(token.ValueText);
        }

        return names;
    }

    private static bool IsAnnotation(AttributeSyntax attribute) => SyntaxNames.LastOf(attribute.Name) is "Quantize" or "QuantizeAttribute";
}
