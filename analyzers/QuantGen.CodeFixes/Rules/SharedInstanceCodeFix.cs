using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.Analyzers.Forward;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;
using QuantGen.CodeFixes.Layers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes another layer for a second container, where the layer has no weights that could be shared on purpose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SharedInstanceCodeFix))]
[Shared]
public sealed class SharedInstanceCodeFix() : ModelCodeFix(DiagnosticIds.SharedInstance)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not IdentifierNameSyntax name
            || name.Parent is MemberAccessExpressionSyntax
            || model?.GetSymbolInfo(name, cancellation).Symbol is not { DeclaringSyntaxReferences: [var reference] } layer
            || reference.SyntaxTree != name.SyntaxTree
            || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not VariableDeclaratorSyntax declarator
            || declarator.Initializer?.Value is not { } made
            || TorchSymbols.Find(model.Compilation) is not { } symbols
            || !symbols.IsStateless(model.GetTypeInfo(made, cancellation).Type)
            || !LayerCreation.IsRepeatable(made, model, symbols)
            || IsAssigned(layer, name, model))
        {
            return null;
        }

        return new PlannedFix("Make a layer of its own here", "QG2006.Own", [ArgumentEdits.Replacement(document, name, made.ToString())]);
    }

    private static bool IsAssigned(ISymbol layer, SyntaxNode use, SemanticModel model) =>
        use.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left).Symbol, layer));
}
