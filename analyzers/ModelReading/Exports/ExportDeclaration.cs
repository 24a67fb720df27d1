using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>Checks whether a symbolic forward can be added to a class. What keeps a class with <c>[Quantize]</c> from having a twin too is said of the twin alone.</summary>
internal static class ExportDeclaration
{
    /// <summary>Whether nothing stands against it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="declaration">The part of it with the annotation.</param>
    /// <param name="chain">The class and its bases.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="problems">What does, unless it is said of the twin.</param>
    public static bool Allows(INamedTypeSymbol type, TypeDeclarationSyntax declaration, ClassChain chain, Compilation compilation, out ImmutableArray<ExportProblem> problems)
    {
        var (why, where) = Find(type, declaration, chain, compilation, out var isSaidOfTwin);
        problems = why is null || (isSaidOfTwin && TorchTypes.AnnotationOf(type) is not null)
            ? []
            : [new ExportProblem(ExportProblemKind.Declaration, where.GetLocation(), [type.Name, why])];
        return why is null;
    }

    private static (string? Why, SyntaxToken Where) Find(INamedTypeSymbol type, TypeDeclarationSyntax declaration, ClassChain chain, Compilation compilation, out bool isSaidOfTwin)
    {
        isSaidOfTwin = true;
        var name = declaration.Identifier;
        if (!TorchTypes.IsModule(chain.Base))
            return ("it does not derive from Module", name);
        if (type is { IsRecord: true } or { IsStatic: true } or { IsAbstract: true } or { IsFileLocal: true })
            return ("it is " + (type.IsRecord ? "a record" : type.IsStatic ? "static" : type.IsAbstract ? "abstract" : "local to its file"), name);
        for (var part = declaration; part is not null; part = part.Parent as TypeDeclarationSyntax)
        {
            if (!part.Modifiers.Any(SyntaxKind.PartialKeyword))
                return (part == declaration ? "it is not partial" : $"'{part.Identifier.ValueText}' around it is not partial", part.Identifier);
        }

        if (ClassReader.ForwardOf(chain) is null && !TraceWalker.Implements(chain.Base))
            return ("it has no forward with a body", name);

        isSaidOfTwin = false;
        if (TorchTypes.AnnotationOf(type) is { } annotation && !ExportedClasses.HasForm(annotation, compilation))
            return ("its target is LowBit, whose quantizers have no form in a graph", name);

        foreach (var owner in chain.Types)
        {
            foreach (var member in owner.GetMembers("Trace"))
            {
                if (!TraceWalker.IsGenerated(member))
                    return ("it has a member named Trace", SymbolEqualityComparer.Default.Equals(owner, type) && member.DeclaringSyntaxReferences is [var reference, ..] ? NameIn(reference.GetSyntax(), name) : name);
            }
        }

        return (null, name);
    }

    private static SyntaxToken NameIn(SyntaxNode member, SyntaxToken otherwise) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        VariableDeclaratorSyntax field => field.Identifier,
        BaseTypeDeclarationSyntax type => type.Identifier,
        _ => otherwise,
    };
}
