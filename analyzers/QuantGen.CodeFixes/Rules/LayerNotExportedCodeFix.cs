using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.Analyzers.Forward;
using QuantGen.CodeFixes.Declarations;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Lets the class of a layer be exported, and makes it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LayerNotExportedCodeFix))]
[Shared]
public sealed class LayerNotExportedCodeFix() : ModelCodeFix(DiagnosticIds.LayerNotExported)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null
            || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax layer
            || TorchSymbols.Find(model.Compilation) is not { } symbols
            || model.GetTypeInfo(layer, cancellation).Type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } type
            || !symbols.IsModule(type)
            || type.OriginalDefinition.DeclaringSyntaxReferences is not [var reference, ..]
            || session.Solution.GetDocument(reference.SyntaxTree) is not { } target)
        {
            return null;
        }

        var declaration = (TypeDeclarationSyntax)await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
        var targetModel = await target.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var targetText = await target.GetTextAsync(cancellation).ConfigureAwait(false);
        return Annotation.Export(target, targetText, targetModel!, declaration) is { } annotation
            ? new PlannedFix(
                $"Add [Export] to '{type.Name}'",
                "QG4007.Export",
                [annotation, .. PartialModifier.Missing(declaration).Select(part => PartialModifier.Edit(target.Id, part))])
            : null;
    }
}
