using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.Analyzers.Forward;
using QuantGen.CodeFixes.Declarations;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Annotates the class of a layer like the class that holds it, and makes it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ForeignLayerCodeFix))]
[Shared]
public sealed class ForeignLayerCodeFix() : ModelCodeFix(DiagnosticIds.ForeignLayer)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null
            || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { } node
            || model.GetDeclaredSymbol(node, cancellation) is not { ContainingType: { } owner } layer
            || TorchSymbols.Find(model.Compilation) is not { } symbols
            || TypeOf(layer) is not { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false } type
            || !symbols.IsModule(type)
            || symbols.Annotation(type) is not null
            || type.DeclaringSyntaxReferences is not [var reference, ..]
            || session.Solution.GetDocument(reference.SyntaxTree) is not { } target)
        {
            return null;
        }

        var declaration = (TypeDeclarationSyntax)await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
        var targetModel = await target.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var targetText = await target.GetTextAsync(cancellation).ConfigureAwait(false);
        var like = symbols.Annotation(owner)?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        return Annotation.Edit(target, targetText, targetModel!, declaration, like) is { } annotation
            ? new PlannedFix(
                $"Annotate '{type.Name}' with [Quantize]",
                "QG1013.Annotate",
                [annotation, .. PartialModifier.Missing(declaration).Select(part => PartialModifier.Edit(target.Id, part))])
            : null;
    }

    private static INamedTypeSymbol? TypeOf(ISymbol layer) => (layer switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    }) as INamedTypeSymbol;
}
