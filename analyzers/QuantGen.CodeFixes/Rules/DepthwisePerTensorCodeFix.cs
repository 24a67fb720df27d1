using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.Analyzers.Forward;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Gives the weights of a class with depthwise convolutions a range for each channel.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DepthwisePerTensorCodeFix))]
[Shared]
public sealed class DepthwisePerTensorCodeFix() : ModelCodeFix(DiagnosticIds.DepthwisePerTensor)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model?.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type
            || TorchSymbols.Find(model.Compilation)?.Annotation(type)?.ApplicationSyntaxReference is not { } reference
            || session.Solution.GetDocument(reference.SyntaxTree) is not { } annotated)
        {
            return null;
        }

        // Where the assembly says it, changing it would change every class.
        var attribute = await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
        var name = attribute.DescendantNodes().OfType<SimpleNameSyntax>()
            .FirstOrDefault(static name => name.Identifier.ValueText == "PerTensor");
        return name is null
            ? null
            : new PlannedFix(
                "Quantize weights per channel",
                "QG3008.PerChannel",
                [ArgumentEdits.Replacement(annotated, name, "PerChannel") with { IsShared = true }]);
    }
}
