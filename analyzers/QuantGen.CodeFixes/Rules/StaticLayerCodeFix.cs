using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Editing;
using QuantGen.CodeFixes.Layers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes a static layer an instance field.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StaticLayerCodeFix))]
[Shared]
public sealed class StaticLayerCodeFix() : ModelCodeFix(DiagnosticIds.StaticLayer)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is SimpleNameSyntax name
            && model?.GetSymbolInfo(name, cancellation).Symbol is IFieldSymbol { IsStatic: true } field
            && field.DeclaredAccessibility == Accessibility.Private
            ? await InstanceField.PlanAsync(session.Solution, field, cancellation).ConfigureAwait(false)
            : null;
    }
}
