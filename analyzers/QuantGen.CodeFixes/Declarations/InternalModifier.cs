using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Declarations;

/// <summary>Makes members and types visible in the whole assembly.</summary>
internal static class InternalModifier
{
    /// <summary>The edits that make a member internal; null where it is not the user's, or shows a type that would stay hidden.</summary>
    public static async Task<IReadOnlyList<SourceEdit>?> EditsAsync(Solution solution, ISymbol member, CancellationToken cancellation)
    {
        if (member.DeclaringSyntaxReferences.IsEmpty || ShowsHiddenType(member))
            return null;

        var edits = new List<SourceEdit>();
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var syntax = await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
            if (solution.GetDocument(reference.SyntaxTree) is not { } document
                || syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration)
            {
                return null;
            }

            edits.Add(Edit(document.Id, declaration));
        }

        return edits;
    }

    private static SourceEdit Edit(DocumentId document, MemberDeclarationSyntax declaration)
    {
        var hidden = declaration.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.PrivateKeyword));
        if (!hidden.IsKind(SyntaxKind.None))
            return new SourceEdit(document, hidden.Span, "internal") { IsShared = true };

        var first = declaration.AttributeLists.Count == 0
            ? declaration.GetFirstToken()
            : declaration.AttributeLists[declaration.AttributeLists.Count - 1].GetLastToken().GetNextToken();
        return new SourceEdit(document, new TextSpan(first.SpanStart, 0), "internal ") { IsShared = true };
    }

    private static bool ShowsHiddenType(ISymbol member) => member switch
    {
        IMethodSymbol method => IsHidden(method.ReturnType) || method.Parameters.Any(static parameter => IsHidden(parameter.Type)),
        IFieldSymbol field => IsHidden(field.Type),
        IPropertySymbol property => IsHidden(property.Type),
        INamedTypeSymbol type => IsHidden(type.BaseType),
        _ => true,
    };

    private static bool IsHidden(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsHidden(array.ElementType),
        INamedTypeSymbol named =>
            named.DeclaredAccessibility == Accessibility.Private || named.TypeArguments.Any(IsHidden) || IsHidden(named.ContainingType),
        _ => false,
    };
}
