using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes a private field of a base class protected.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HiddenBaseFieldCodeFix))]
[Shared]
public sealed class HiddenBaseFieldCodeFix() : ModelCodeFix(DiagnosticIds.HiddenBaseField)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { } place
            || model?.GetSymbolInfo(place, cancellation).Symbol?.OriginalDefinition is not IFieldSymbol field
            || field.DeclaredAccessibility != Accessibility.Private
            || field.Type.DeclaredAccessibility is Accessibility.Private
            || field.DeclaringSyntaxReferences is not [var reference]
            || (await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false)).Parent?.Parent is not FieldDeclarationSyntax declaration
            || session.Solution.GetDocument(reference.SyntaxTree) is not { } declared)
        {
            return null;
        }

        // The field may be used, and so reported, at several places.
        var modifier = declaration.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.PrivateKeyword));
        var edit = modifier.RawKind != 0
            ? new SourceEdit(declared.Id, modifier.Span, "protected") { IsShared = true }
            : new SourceEdit(declared.Id, new TextSpan(FirstToken(declaration).SpanStart, 0), "protected ") { IsShared = true };
        return new PlannedFix($"Make '{field.Name}' protected", "QG1025.Protected", [edit]);
    }

    private static SyntaxToken FirstToken(FieldDeclarationSyntax declaration) =>
        declaration.Modifiers.Count > 0 ? declaration.Modifiers[0] : declaration.Declaration.GetFirstToken();
}
