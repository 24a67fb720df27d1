using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Editing;
using QuantGen.CodeFixes.Layers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Keeps layers in a ModuleList in place of an array or list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnregisteredLayersCodeFix))]
[Shared]
public sealed class UnregisteredLayersCodeFix() : ModelCodeFix(DiagnosticIds.UnregisteredLayers)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { } place
            || (model?.GetSymbolInfo(place, cancellation).Symbol ?? model?.GetDeclaredSymbol(place, cancellation)) is not IFieldSymbol field
            || field.DeclaredAccessibility != Accessibility.Private
            || field.DeclaringSyntaxReferences is not [var reference]
            || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not VariableDeclaratorSyntax declarator
            || declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Type: var type }
            || session.Solution.GetDocument(reference.SyntaxTree) is not { } declared
            || ModuleListForm.TypeOf(type) is not { } list)
        {
            return null;
        }

        var edits = new List<SourceEdit> { Edit(declared, type, list) };
        if (declarator.Initializer is { Value: var initial } && !TryCreate(declared, initial, edits))
            return null;

        foreach (var (user, use) in await FieldUses.FindAsync(session.Solution, field, cancellation).ConfigureAwait(false))
        {
            if (use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use)
            {
                if (!TryCreate(user, assignment.Right, edits))
                    return null;
            }
            else if (!ModuleListForm.Fits(use))
            {
                return null;
            }
            else if (use.Parent is MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "Length" } length })
            {
                edits.Add(Edit(user, length, "Count"));
            }
        }

        return new PlannedFix($"Make '{field.Name}' a ModuleList", "QG1014.List", edits);
    }

    private static bool TryCreate(Document document, ExpressionSyntax collection, List<SourceEdit> edits)
    {
        if (ModuleListForm.CreationOf(collection) is not { } creation)
            return false;

        edits.Add(Edit(document, collection, creation));
        return true;
    }

    // The field may be used, and so reported, at several places.
    private static SourceEdit Edit(Document document, SyntaxNode node, string text) =>
        new(document.Id, node.Span, text) { IsShared = true };
}
