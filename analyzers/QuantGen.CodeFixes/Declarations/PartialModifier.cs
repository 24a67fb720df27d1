using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Declarations;

/// <summary>Makes types partial.</summary>
internal static class PartialModifier
{
    /// <summary>A type and those around it, innermost first, as far as they are not partial.</summary>
    public static IReadOnlyList<TypeDeclarationSyntax> Missing(SyntaxNode type) =>
        [.. type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(static outer => !outer.Modifiers.Any(SyntaxKind.PartialKeyword))];

    /// <summary>The edit that makes a type partial. Two fixes may want it, for two classes nested in one.</summary>
    public static SourceEdit Edit(DocumentId document, TypeDeclarationSyntax type) =>
        new(document, new TextSpan(type.Keyword.SpanStart, 0), "partial ") { IsShared = true };
}
